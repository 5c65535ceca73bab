import PuertoCore
import TestSupport
import Testing

@Suite struct SubnetTests {
    @Test func noTwoSlotsMeetAndAllAreInTheRange() throws {
        let pool = try SubnetPool("10.77.0.0/16")
        let range = try #require(Subnet("10.77.0.0/16"))
        var next = range.first
        for number in 0...Slot.last {
            let block = pool.block(of: try Slot(number))
            #expect(block.first == next && block.length == 26 && block.meets(range))
            next += 64
        }
        #expect(next <= range.first + 65536)
        #expect(pool.block(of: try Slot(946)).description == "10.77.236.128/26")
    }

    @Test func theUsualRangeIsThis() throws {
        #expect(SubnetPool.standard.description == "10.213.0.0/16")
        #expect(try SubnetPool("10.213.0.0/16") == .standard)
        #expect(SubnetPool.standard.block(of: .base).description == "10.213.0.0/26")
    }

    @Test(arguments: [
        "10.0.0.0/16", "10.255.0.0/16", "172.16.0.0/16", "172.31.0.0/16", "192.168.0.0/16",
    ])
    func privateRangesAreTaken(text: String) throws {
        #expect(try SubnetPool(text).description == text)
    }

    @Test(arguments: [
        "", "10.0.0.0", "10.0.0.0/", "10.0.0.0/15", "10.0.0.0/17", "10.0.1.0/16", "11.0.0.0/16",
        "172.15.0.0/16", "172.32.0.0/16", "192.169.0.0/16", "0.0.0.0/0", "10.0.0/16",
        "10.0.0.0.0/16", "10.256.0.0/16", "10.-1.0.0/16", "10. 0.0.0/16", "10.0.0.0/16/16",
        "fd00::/16", "10.0.0.0/0x10", "10.٠.0.0/16", "1e1.0.0.0/16", "10.0000.0.0/16",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(
            message { try SubnetPool(text) }
                == "\(PuertoError.quote(text)) is not a range for the networks "
                + "(a private one of /16, as in 10.213.0.0/16)")
    }

    @Test(arguments: [
        ("0.0.0.0/0", "10.0.0.0/8", true), ("10.0.0.0/8", "0.0.0.0/0", true),
        ("10.0.0.0/8", "10.255.255.255/32", true), ("10.0.0.0/26", "10.0.0.64/26", false),
        ("10.0.0.0/25", "10.0.0.64/26", true), ("10.0.0.1/32", "10.0.0.1/32", true),
        ("10.0.0.1/32", "10.0.0.2/32", false), ("128.0.0.0/1", "127.0.0.0/8", false),
    ])
    func rangesMeetWhenOneHoldsTheOther(one: String, other: String, doMeet: Bool) throws {
        let (one, other) = (try #require(Subnet(one)), try #require(Subnet(other)))
        #expect(one.meets(other) == doMeet && other.meets(one) == doMeet)
    }

    @Test func aRangeIsCutIntoParts() throws {
        let block = try #require(Subnet("10.0.0.64/26"))
        #expect(
            (0..<4).map { block.part($0, length: 28).description } == [
                "10.0.0.64/28", "10.0.0.80/28", "10.0.0.96/28", "10.0.0.112/28",
            ])
    }

    @Test(arguments: ["10.0.0.1/31", "10.0.0.0/33", "10.0.0.128/24", "1.1.1.1/0"])
    func aRangeBeginsAtItsFirstAddress(text: String) {
        #expect(Subnet(text) == nil)
    }
}
