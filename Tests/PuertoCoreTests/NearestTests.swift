import PuertoCore
import Testing

@Suite struct NearestTests {
    @Test(arguments: [
        ("slgu", "slug"), ("locle", "locale"), ("dashboard", "dashboards"), ("nmae", "name"),
    ])
    func aTypingMistakeFindsTheWord(word: String, wanted: String) {
        #expect(word.nearest(in: ["name", "slug", "locale", "dashboards", "tags"]) == wanted)
    }

    @Test func aStrangeWordFindsNothing() {
        #expect("zebra".nearest(in: ["name", "slug"]) == nil)
        #expect("".nearest(in: ["name"]) == nil)
    }
}
