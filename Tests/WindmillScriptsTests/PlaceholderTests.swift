import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// Values of the record in values of items.
@Suite struct PlaceholderTests {
    private static let values = [
        "tenant.name": "Acme \"X\"\n- a: {{tenant.slug}}", "tenant.slug": "acme",
    ]

    private func filled(_ value: JSONValue) throws -> JSONValue {
        try PlaceholderFiller(values: Self.values, place: "f/x/a.variable.yaml").filled(value)
    }

    @Test func aTextOfTheRecordStaysOneText() throws {
        let value: JSONValue = ["{{tenant.slug}}": ["x {{ tenant.name }} y", 5, true]]
        #expect(
            try filled(value)
                == ["{{tenant.slug}}": ["x Acme \"X\"\n- a: {{tenant.slug}} y", 5, true]])
    }

    @Test(arguments: [
        ("{{\\tenant.slug}}", "{{tenant.slug}}"), ("{{#each x}}", "{{#each x}}"), ("{{", "{{"),
        ("{{x}} {{tenant.slug}}", "{{x}} acme"), ("{{{tenant.slug}}}", "{acme}"),
    ])
    func bracesOfOtherKindsStay(text: String, expected: String) throws {
        #expect(try filled(.string(text)) == .string(expected))
    }

    /// A search that begins anew at each brace would take hours.
    @Test func aMebibyteOfBracesIsReadOnce() throws {
        let text = String(repeating: "{", count: 1 << 20) + "}}"
        #expect(try filled(.string(text)) == .string(text))
        let words = String(repeating: "{{a.b", count: 200_000) + "{{tenant.slug}}"
        #expect(try filled(.string(words)) == .string(words.dropLast(15) + "acme"))
    }

    @Test(arguments: ["$var:f/a/key", "$res:f/a/db", "$encrypted:x", "$WM_TOKEN"])
    func aValueOfTheRecordBecomesNoReference(value: String) throws {
        let values = ["tenant.name": value, "tenant.slug": String(value.dropFirst())]
        func filled(_ text: JSONValue, _ isInterpolated: Bool = true) throws -> JSONValue {
            try PlaceholderFiller(values: values, place: "x", isInterpolated: isInterpolated)
                .filled(text)
        }
        let error = #expect(throws: PuertoError.self) { try filled(["a": ["{{tenant.name}}"]]) }
        #expect(error?.code == .invalid && error?.message.contains("{{tenant.name}}") == true)
        #expect(error?.spanish != nil && error?.description.contains(value) == false)
        if value.contains(":") {
            #expect(throws: PuertoError.self) { try filled("${{tenant.slug}}") }
        }
        #expect(try filled("Sr. {{tenant.name}}") == .string("Sr. " + value))
        // A variable's value is not looked into, and a reference of the file's own is meant.
        #expect(try filled("{{tenant.name}}", false) == .string(value))
        #expect(try filled("$var:f/{{tenant.slug}}") == .string("$var:f/" + value.dropFirst()))
    }

    @Test func sumsOfMoneyStay() throws {
        let filler = PlaceholderFiller(
            values: ["tenant.price": "$500"], place: "x", isInterpolated: true)
        #expect(try filler.filled("{{tenant.price}}") == "$500")
    }

    @Test func anUnknownNameIsAnErrorWithTheNearestOne() throws {
        let error = #expect(throws: PuertoError.self) { try filled("{{tenant.nmae}}") }
        #expect(
            error?.description == "f/x/a.variable.yaml: there is no placeholder {{tenant.nmae}} "
                + "(did you mean 'tenant.name'?)")
        #expect(error?.text(.es).contains("¿querías decir 'tenant.name'?") == true)
    }
}
