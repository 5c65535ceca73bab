// A stack's operations are laid out as: the line, which always has the same width · time of the
// state · reason · last probe · days · jobs with their steps · time of the comparison, the drift,
// the disk, the use in an hour, and the scripts.

extension FleetRecords.Bytes {
    package mutating func add(_ operations: Operations) {
        add(OperationsLine(operations))
        add(optional: operations.stateSince)
        add(text: operations.reason)
        add(word: UInt8(operations.probe == nil ? 0 : 1))
        if let probe = operations.probe { add(probe) }
        add(word: UInt32(operations.days.count))
        for day in operations.days { add(day) }
        add(word: UInt32(operations.jobs.count))
        for job in operations.jobs { add(job) }
        add(optional: operations.comparedAt)
        add(word: UInt32(operations.drift.count))
        for drift in operations.drift { add(drift) }
        add(word: UInt8(operations.disk == nil ? 0 : 1))
        if let disk = operations.disk { add(disk) }
        add(word: UInt8(operations.hour == nil ? 0 : 1))
        if let hour = operations.hour {
            for number in [hour.start, hour.memory, hour.processor] { add(word: number) }
        }
        add(word: UInt8(operations.scripts == nil ? 0 : 1))
        if let scripts = operations.scripts { add(scripts) }
    }

    /// The width of the line: three bytes and two words.
    private mutating func add(_ line: OperationsLine) {
        add(word: line.health.map { FleetRecords.healths.code(of: $0) + 1 } ?? 0)
        add(word: UInt8(line.hasFailed ? 1 : line.isBusy ? 2 : 0))
        add(word: UInt8(line.hasDrift ? 1 : 0))
        add(word: line.probedAt)
        add(word: line.disk)
    }

    private mutating func add(_ disk: DiskUse) {
        for number in [disk.at, disk.volumes, disk.layers, disk.sunset] { add(word: number) }
    }

    private mutating func add(_ scripts: ScriptState) {
        add(text: scripts.version.whole)
        add(text: scripts.version.shared)
        add(word: scripts.version.at)
        add(word: UInt8(scripts.isBehind ? 1 : 0))
    }

    private mutating func add(optional number: Int?) {
        add(word: UInt8(number == nil ? 0 : 1))
        add(word: number ?? 0)
    }

    private mutating func add(_ probe: ProbeResult) {
        add(word: probe.at)
        add(word: FleetRecords.healths.code(of: probe.health))
        add(word: probe.milliseconds)
        add(text: probe.detail)
    }

    private mutating func add(_ day: HealthDay) {
        add(word: day.day.year * 10000 + day.day.month * 100 + day.day.day)
        for count in [day.healthy, day.degraded, day.down, day.hours] { add(word: count) }
    }

    private mutating func add(_ job: Job) {
        let texts: [String?] = [
            job.id, job.parameters.text, job.actor, job.error, job.spanishError,
        ]
        for text in texts { add(text: text) }
        add(word: FleetRecords.actions.code(of: job.action))
        add(word: FleetRecords.jobStates.code(of: job.state))
        for number in [job.attempt, job.attempts, job.createdAt, job.readyAt] { add(word: number) }
        add(optional: job.startedAt)
        add(optional: job.endedAt)
        add(word: UInt32(job.steps.count))
        for step in job.steps {
            add(text: step.name)
            add(word: FleetRecords.stepStates.code(of: step.state))
            add(optional: step.startedAt)
            add(optional: step.endedAt)
        }
    }

    private mutating func add(_ drift: Drift) {
        add(word: FleetRecords.drifts.code(of: drift.kind))
        add(word: FleetRecords.verdicts.code(of: drift.verdict))
        for text in [drift.subject, drift.found, drift.mend] { add(text: text) }
    }
}

extension Operations {
    init(_ cursor: inout FleetRecords.Cursor, of slug: Slug) {
        _ = OperationsLine(&cursor)
        stateSince = cursor.optionalInteger()
        reason = cursor.optionalText()
        probe = cursor.word(UInt8.self) == 1 ? ProbeResult(&cursor) : nil
        days = cursor.list { HealthDay(&$0) }
        jobs = cursor.list { Job(&$0, of: slug) }
        comparedAt = cursor.optionalInteger()
        drift = cursor.list { cursor in
            let kind = FleetRecords.drifts.word(cursor.word(UInt8.self))
            let verdict = FleetRecords.verdicts.word(cursor.word(UInt8.self))
            let (subject, found) = (cursor.text(), cursor.text())
            return Drift(
                kind, subject: subject, found: found, mend: cursor.text(), verdict: verdict)
        }
        disk = cursor.word(UInt8.self) == 1 ? DiskUse(&cursor) : nil
        hour = cursor.word(UInt8.self) == 1 ? HourOfUse(&cursor) : nil
        scripts = cursor.word(UInt8.self) == 1 ? ScriptState(&cursor) : nil
    }
}

extension OperationsLine {
    init(_ cursor: inout FleetRecords.Cursor) {
        let code = cursor.word(UInt8.self)
        health = code == 0 ? nil : FleetRecords.healths.word(code - 1)
        let job = cursor.word(UInt8.self)
        (hasFailed, isBusy) = (job == 1, job == 2)
        hasDrift = cursor.word(UInt8.self) == 1
        probedAt = cursor.integer()
        disk = cursor.integer()
    }
}

extension DiskUse {
    fileprivate init(_ cursor: inout FleetRecords.Cursor) {
        let (at, volumes, layers) = (cursor.integer(), cursor.integer(), cursor.integer())
        self.init(at: at, volumes: volumes, layers: layers, sunset: cursor.integer())
    }
}

extension ScriptState {
    fileprivate init(_ cursor: inout FleetRecords.Cursor) {
        let (whole, shared) = (cursor.text(), cursor.text())
        let version = ScriptVersion(whole: whole, shared: shared, at: cursor.integer())
        self.init(version: version, isBehind: cursor.word(UInt8.self) == 1)
    }
}

extension HourOfUse {
    fileprivate init(_ cursor: inout FleetRecords.Cursor) {
        let (start, memory) = (cursor.integer(), cursor.integer())
        self.init(start: start, memory: memory, processor: cursor.integer())
    }
}

extension ProbeResult {
    fileprivate init(_ cursor: inout FleetRecords.Cursor) {
        at = cursor.integer()
        health = FleetRecords.healths.word(cursor.word(UInt8.self))
        milliseconds = cursor.integer()
        detail = cursor.text()
    }
}

extension HealthDay {
    fileprivate init(_ cursor: inout FleetRecords.Cursor) {
        let number = cursor.integer()
        // The value was a day when it was written.
        day =
            Day(year: number / 10000, month: number / 100 % 100, day: number % 100)
            ?? Day(secondsSince1970: 0)
        healthy = cursor.integer()
        degraded = cursor.integer()
        down = cursor.integer()
        hours = cursor.integer()
    }
}

extension Job {
    fileprivate init(_ cursor: inout FleetRecords.Cursor, of slug: Slug) {
        let (id, parameters, actor) = (cursor.text(), cursor.text(), cursor.text())
        let (error, spanishError) = (cursor.optionalText(), cursor.optionalText())
        let action = FleetRecords.actions.word(cursor.word(UInt8.self))
        let state = FleetRecords.jobStates.word(cursor.word(UInt8.self))
        let (attempt, attempts) = (cursor.integer(), cursor.integer())
        let (createdAt, readyAt) = (cursor.integer(), cursor.integer())
        let (startedAt, endedAt) = (cursor.optionalInteger(), cursor.optionalInteger())
        let steps = cursor.list { cursor in
            let name = cursor.text()
            let state = FleetRecords.stepStates.word(cursor.word(UInt8.self))
            let startedAt = cursor.optionalInteger()
            return JobStep(
                name: name, state: state, startedAt: startedAt, endedAt: cursor.optionalInteger())
        }
        self.init(
            id: id, action: action, tenant: slug,
            parameters: (try? JobParameters(parameters)) ?? JobParameters(), actor: actor,
            state: state, attempt: attempt, attempts: attempts, createdAt: createdAt,
            readyAt: readyAt, startedAt: startedAt, endedAt: endedAt, error: error,
            spanishError: spanishError, steps: steps)
    }
}

extension FleetRecords.Cursor {
    fileprivate mutating func optionalInteger() -> Int? {
        let isThere = word(UInt8.self) == 1
        let number = integer()
        return isThere ? number : nil
    }
}
