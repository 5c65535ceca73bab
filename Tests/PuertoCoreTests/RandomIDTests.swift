import PuertoCore
import TestSupport
import Testing

@Suite struct RandomIDTests {
    @Test func newIDsAre32HexDigitsAndDiffer() throws {
        let ids = (0..<200).map { _ in RandomID() }
        #expect(Set(ids).count == 200)
        for id in ids { #expect(try RandomID(id.text, called: "id") == id) }
    }

    @Test func aJobsIDIsTheFirst16Digits() throws {
        let id = try RandomID("0123456789abcdef0000000000000000", called: "id")
        #expect(id.short == "0123456789abcdef")
    }

    @Test(arguments: [
        "", "0123456789abcdef", "0123456789ABCDEF0000000000000000",
        "../3456789abcdef0000000000000000", "0123456789abcdef00000000000000000",
    ])
    func anythingElseIsRefusedAndNotQuoted(text: String) {
        #expect(
            message { try RandomID(text, called: "receipt") } == "the receipt is not 32 hex digits")
    }
}
