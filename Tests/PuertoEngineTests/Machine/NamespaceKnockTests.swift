import Foundation
import Testing

@testable import PuertoEngine

@Suite struct NamespaceKnockTests {
    /// A process that is gone, or another user's, is no answer; that differs from nothing reached.
    @Test func aNetworkThatCannotBeEnteredIsNoAnswer() {
        let knock = NamespaceKnock(process: Int(Int32.max) - 1)
        #expect(knock.answered([.init(address: "127.0.0.1", port: 1)]) == nil)
        #expect(knock.answered([]) == [])
        #expect(knock.isGone == (geteuid() == 0))
        #expect(!NamespaceKnock(process: Int(getpid())).isGone)
    }

    @Test(.enabled(if: geteuid() == 0, "only root enters networks"))
    func onlyWhatAcceptsIsFound() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                _ = listen(listener, 1)
                _ = getsockname(listener, $0, &size)
            }
        }
        let port = Int(UInt16(bigEndian: address.sin_port))
        let knock = NamespaceKnock(process: Int(getpid()))
        let here = NamespaceKnock.Target(address: "127.0.0.1", port: port)
        // Nothing listens on these ports of the loopback network.
        let others = [
            NamespaceKnock.Target(address: "127.0.0.1", port: 1),
            NamespaceKnock.Target(address: "127.0.0.9", port: 9),
            NamespaceKnock.Target(address: "no address", port: 9),
        ]
        #expect(knock.answered(others + [here]) == [here])
    }

    /// The engine takes its rules out for a moment whenever a network comes or goes.
    @Test func aDoorThatIsOpenForAMomentIsNone() async {
        let (one, other) = (
            NamespaceKnock.Target(address: "10.0.0.1", port: 1),
            NamespaceKnock.Target(address: "10.0.0.2", port: 2)
        )
        var answers = [[one, other], [other], [other]]
        var asked: [[NamespaceKnock.Target]] = []
        let found = await NamespaceKnock.lasting(in: [one, other]) { targets in
            asked.append(targets)
            return answers.removeFirst()
        }
        #expect(found == [other])
        #expect(asked == [[one, other], [one, other], [other]])
        answers = [[one], []]
        #expect(await NamespaceKnock.lasting(in: [one]) { _ in answers.removeFirst() } == [])
        #expect(await NamespaceKnock.lasting(in: [one]) { _ in nil } == nil)
    }
}
