import PuertoCore
import Testing

@Suite struct ObservedPortsTests {
    @Test(arguments: [[], [1], [8003, 80, 65535]] as [Set<Int>])
    func whatWasSeenComesBackFromItsText(ports: Set<Int>) throws {
        let seen = ObservedPorts(host: try Slug("local"), at: 7, ports: ports)
        #expect(seen.ports == ports.sorted())
        #expect(try ObservedPorts(host: Slug("local"), at: 7, text: seen.text) == seen)
    }

    @Test(arguments: [
        " ", "0", "65536", "80 80", "81 80", "80  81", "80 ", "+80", "080", "x", "８０",
    ])
    func anyOtherTextIsRefused(text: String) {
        #expect(throws: PuertoError.self) {
            try ObservedPorts(host: Slug("local"), at: 7, text: text)
        }
    }
}
