extension FleetRecords {
    /// A tenant's row of the database and its slot: the parts of a record, unchecked.
    package struct Row {
        let head: UnsafeRawBufferPointer
        let tail: UnsafeRawBufferPointer
        let host: Slug
        let slot: Slot
        let ports: Ports
        let containers: UnsafeRawBufferPointer

        package init(
            head: UnsafeRawBufferPointer, tail: UnsafeRawBufferPointer, host: Slug, slot: Slot,
            ports: Ports, containers: UnsafeRawBufferPointer
        ) {
            self.head = head
            self.tail = tail
            self.host = host
            self.slot = slot
            self.ports = ports
            self.containers = containers
        }

        package var slug: UnsafeRawBufferPointer {
            var cursor = Cursor(head, 0..<head.count)
            cursor.skip(Layout.fixedBytes)
            return cursor.textBytes() ?? UnsafeRawBufferPointer(start: nil, count: 0)
        }
    }
}
