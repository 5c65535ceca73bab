import Testing

@testable import PuertoCLI

@Suite struct MountTableTests {
    private static let table = MountTable(
        """
        22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
        40 22 0:35 / /srv/nfs rw shared:1 master:2 - nfs4 host:/export rw
        41 22 0:36 / /mnt/there rw - fuse.sshfs me@host: rw
        42 22 0:37 / /tmp rw - tmpfs tmpfs rw
        broken
        """)

    @Test func aFileSystemThatOtherMachinesWriteIsKnownByItsType() {
        #expect(Self.table.sharedType(ofDevice: 35) == "nfs4")
        #expect(Self.table.sharedType(ofDevice: 36) == "fuse.sshfs")
    }

    @Test func oneOfThisMachineIsNotShared() {
        #expect(Self.table.sharedType(ofDevice: 254 << 8) == nil)
        #expect(Self.table.sharedType(ofDevice: 37) == nil)
        #expect(Self.table.sharedType(ofDevice: 99) == nil)
    }

    @Test func theTableOfThisMachineCanBeRead() {
        #expect(MountTable.current().sharedType(of: "/proc") == nil)
        #expect(MountTable.current().sharedType(of: "/nowhere/at/all") == nil)
    }
}
