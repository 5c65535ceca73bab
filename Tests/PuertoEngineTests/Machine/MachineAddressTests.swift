import PuertoCore
import PuertoEngine
import Testing

@Suite struct MachineAddressTests {
    /// Every line of the kernel's table of local addresses that is an interface's own, and no
    /// loopback.
    @Test func theMachinesOwnAddressesAreThereWithoutLoopback() {
        let found = Machine.addresses
        #expect(found == found.sorted() && Set(found).count == found.count)
        for address in found {
            #expect(Subnet("\(address)/32") != nil && !address.hasPrefix("127."), "\(address)")
        }
        let gateways = Machine.live.routes.count
        #expect(gateways == 0 || !found.isEmpty)
    }
}
