import PuertoJobs
import PuertoStore
import Testing

@Suite struct ProcessIdentityTests {
    @Test func thisProcessIsNotGone() {
        #expect(ProcessIdentity.watch.isGone(ProcessIdentity.own) == false)
    }

    @Test func anotherProcessWithItsNumberIsNotTakenForIt() {
        var parts = ProcessIdentity.own.text.split(separator: "/").map(String.init)
        parts[4] = "1"
        #expect(ProcessIdentity.watch.isGone(LeaseHolder(parts.joined(separator: "/"))) == true)
    }

    @Test func aHolderOfAnotherMachineMayLive() {
        #expect(ProcessIdentity.watch.isGone(LeaseHolder("elsewhere/b/1/2/3")) == nil)
        #expect(ProcessIdentity.watch.isGone(LeaseHolder("nonsense")) == nil)
    }
}
