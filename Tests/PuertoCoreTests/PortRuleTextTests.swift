import PuertoCore
import TestSupport
import Testing

@Suite struct PortRuleTextTests {
    @Test func aPlanComesBackFromItsText() throws {
        let plans = [
            PortRule.standard, try PortRule(app: 20000, postgres: 30000, redis: 40000),
            try PortRule(skip: [2: "printer", 10: "two words  and more", 3: "ñ", 946: "5 6 7"]),
        ]
        for plan in plans { #expect(try PortRule(text: plan.text) == plan) }
        #expect(
            plans[2].text == "8000 5432 6379\n2 printer\n3 ñ\n10 two words  and more\n946 5 6 7")
    }

    @Test(arguments: [
        "", "8000", "8000 5432", "8000 5432 6379 1", "8000 x 5432 6379", "+8000 5432 6379",
        "08000 5432 6379", "8000  5432 6379", " 8000 5432 6379", "8000 5432 6379\n",
        "8000 5432 6379\nx",
        "8000 5432 6379\n2", "8000 5432 6379\n02 a", "8000 5432 6379\n2 a\n2 b",
        "8000 5432 6379\n3 a\n2 b",
        "8000 5432 6379\n947 a", "8000 8001 6379", "0 5432 6379", "8000 5432 6379\r\n2 a",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(code { try PortRule(text: text) } == .invalid)
    }
}
