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

    @Test func anUnknownNameIsAnErrorWithTheNearestOne() throws {
        let error = #expect(throws: PuertoError.self) { try filled("{{tenant.nmae}}") }
        #expect(
            error?.description == "f/x/a.variable.yaml: there is no placeholder {{tenant.nmae}} "
                + "(did you mean 'tenant.name'?)")
        #expect(error?.text(.es).contains("¿querías decir 'tenant.name'?") == true)
    }
}
