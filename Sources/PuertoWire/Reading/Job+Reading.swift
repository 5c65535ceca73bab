internal import PuertoCore

extension GetJob.Answer {
    init(_ reader: inout JSONReader) throws {
        var job: Job?
        var events: [JobEvent]?
        try reader.object { name, reader in
            switch name {
            case "job": job = try Job(&reader)
            case "events": events = try reader.list { try JobEvent(&$0) }
            default: throw reader.unknown
            }
        }
        self.init(try reader.needed(job), try reader.needed(events))
    }
}

extension Job {
    fileprivate init(_ reader: inout JSONReader) throws {
        var (id, actor, error, spanishError): (String?, String?, String?, String?)
        var (action, state): (Action?, State?)
        var tenant: Slug?
        var parameters: JobParameters?
        var (attempt, attempts): (Int?, Int?)
        var (createdAt, readyAt, startedAt, endedAt): (Int?, Int?, Int?, Int?)
        var steps: [JobStep]?
        try reader.object { name, reader in
            switch name {
            case "id": id = try reader.string()
            case "action": action = Action(rawValue: try reader.string())
            case "tenant": tenant = try Slug(reader.string())
            case "parameters": parameters = try JobParameters(reader.string())
            case "actor": actor = try reader.string()
            case "state": state = State(rawValue: try reader.string())
            case "attempt": attempt = try reader.number()
            case "attempts": attempts = try reader.number()
            case "createdAt": createdAt = try reader.number()
            case "readyAt": readyAt = try reader.number()
            case "startedAt": startedAt = try reader.number()
            case "endedAt": endedAt = try reader.number()
            case "error": error = try reader.string()
            case "spanishError": spanishError = try reader.string()
            case "steps": steps = try reader.list { try JobStep(&$0) }
            default: throw reader.unknown
            }
        }
        self.init(
            id: try reader.needed(id), action: try reader.needed(action), tenant: tenant,
            parameters: try reader.needed(parameters), actor: try reader.needed(actor),
            state: try reader.needed(state), attempt: try reader.needed(attempt),
            attempts: try reader.needed(attempts), createdAt: try reader.needed(createdAt),
            readyAt: try reader.needed(readyAt), startedAt: startedAt, endedAt: endedAt,
            error: error, spanishError: spanishError, steps: try reader.needed(steps))
    }
}

extension JobStep {
    fileprivate init(_ reader: inout JSONReader) throws {
        var (name, state): (String?, State?)
        var (startedAt, endedAt): (Int?, Int?)
        try reader.object { member, reader in
            switch member {
            case "name": name = try reader.string()
            case "state": state = State(rawValue: try reader.string())
            case "startedAt": startedAt = try reader.number()
            case "endedAt": endedAt = try reader.number()
            default: throw reader.unknown
            }
        }
        self.init(
            name: try reader.needed(name), state: try reader.needed(state), startedAt: startedAt,
            endedAt: endedAt)
    }
}

extension JobEvent {
    fileprivate init(_ reader: inout JSONReader) throws {
        var (number, at): (Int?, Int?)
        var (step, text, spanish): (String?, String?, String?)
        try reader.object { name, reader in
            switch name {
            case "number": number = try reader.number()
            case "at": at = try reader.number()
            case "step": step = try reader.string()
            case "text": text = try reader.string()
            case "spanish": spanish = try reader.string()
            default: throw reader.unknown
            }
        }
        self.init(
            number: try reader.needed(number), at: try reader.needed(at),
            step: try reader.needed(step), text: try reader.needed(text), spanish: spanish)
    }
}
