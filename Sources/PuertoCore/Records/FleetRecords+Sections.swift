// The small sections: hosts, plans, quarantine, ports in use, free disks and
// history are decoded as a whole.

extension FleetRecords.Bytes {
    mutating func add(_ hosts: [Host]) {
        add(hosts) { bytes, host in
            bytes.add(text: host.name.text)
            bytes.add(text: host.address)
        }
    }

    mutating func add(_ plans: [PricingPlan]) {
        add(plans) { bytes, plan in
            let limits = plan.limits
            bytes.add(text: plan.id)
            bytes.add(text: plan.name)
            bytes.add(word: plan.monthly)
            bytes.add(optional: limits.cpus.map { Int(bitPattern: UInt($0.bitPattern)) })
            for limit in [limits.memoryMB, limits.diskGB, limits.users, limits.jobsPerMonth] {
                bytes.add(optional: limit)
            }
        }
    }

    mutating func add(_ quarantine: [QuarantinedSlot]) {
        add(quarantine) { bytes, slot in
            bytes.add(text: slot.host.text)
            bytes.add(word: slot.slot.number)
            bytes.add(text: slot.formerTenant)
            bytes.add(word: slot.until)
        }
    }

    mutating func add(_ observed: [ObservedPorts]) {
        add(observed) { bytes, seen in
            bytes.add(text: seen.host.text)
            bytes.add(word: seen.at)
            bytes.add(seen.ports) { $0.add(word: UInt16(truncatingIfNeeded: $1)) }
        }
    }

    mutating func add(_ rooms: [DiskRoom]) {
        add(rooms) { bytes, room in
            bytes.add(text: room.host.text)
            for number in [room.at, room.free, room.reserve] { bytes.add(word: number) }
            bytes.add(word: FleetRecords.rooms.code(of: room.state))
            // No machine has no memory at all.
            for number in [room.memory?.total ?? 0, room.memory?.sold ?? 0] {
                bytes.add(word: number)
            }
        }
    }

    mutating func add(_ history: [AuditEntry]) {
        add(history) { bytes, entry in
            bytes.add(text: entry.object)
            bytes.add(change: entry)
        }
    }

    private mutating func add<Value>(_ values: [Value], _ body: (inout Self, Value) -> Void) {
        add(word: UInt32(values.count))
        for value in values { body(&self, value) }
    }

    private mutating func add(optional value: Int?) {
        add(word: UInt8(value == nil ? 0 : 1))
        add(word: value ?? 0)
    }
}

extension FleetRecords.Cursor {
    mutating func hosts() -> [Host] {
        list { cursor in
            let name = Slug(trusted: cursor.text())
            return Host(name: name, address: cursor.text())
        }
    }

    mutating func plans() -> [PricingPlan] {
        list { cursor in
            let (id, name, monthly) = (cursor.text(), cursor.text(), cursor.integer())
            let cpus = cursor.optional().map { Double(bitPattern: UInt64(UInt(bitPattern: $0))) }
            let (memory, disk) = (cursor.optional(), cursor.optional())
            let (users, jobs) = (cursor.optional(), cursor.optional())
            return PricingPlan(
                id: id, name: name, monthly: monthly,
                limits: PricingPlan.Limits(
                    cpus: cpus, memoryMB: memory, diskGB: disk, users: users, jobsPerMonth: jobs))
        }
    }

    mutating func quarantine() -> [QuarantinedSlot] {
        list { cursor in
            let (host, slot) = (Slug(trusted: cursor.text()), Slot(trusted: cursor.integer()))
            let former = cursor.text()
            return QuarantinedSlot(
                host: host, slot: slot, formerTenant: former, until: cursor.integer())
        }
    }

    mutating func observedPorts() -> [ObservedPorts] {
        list { cursor in
            let (host, at) = (Slug(trusted: cursor.text()), cursor.integer())
            return ObservedPorts(
                host: host, at: at, sorted: cursor.list { Int($0.word(UInt16.self)) })
        }
    }

    mutating func diskRooms() -> [DiskRoom] {
        list { cursor in
            let (host, at) = (Slug(trusted: cursor.text()), cursor.integer())
            let (free, reserve) = (cursor.integer(), cursor.integer())
            let state = FleetRecords.rooms.word(cursor.word(UInt8.self))
            let (total, sold) = (cursor.integer(), cursor.integer())
            return DiskRoom(
                host: host, at: at, free: free, reserve: reserve, state: state,
                memory: total > 0 ? MemoryRoom(total: total, sold: sold) : nil)
        }
    }

    mutating func history() -> [AuditEntry] {
        list { cursor in
            let object = cursor.text()
            return cursor.change(of: object)
        }
    }

    mutating func list<Value>(_ body: (inout Self) -> Value) -> [Value] {
        let count = word(UInt32.self)
        var values: [Value] = []
        while values.count < count, !isBroken { values.append(body(&self)) }
        return values
    }

    private mutating func optional() -> Int? {
        let isThere = word(UInt8.self) == 1
        let value = integer()
        return isThere ? value : nil
    }
}
