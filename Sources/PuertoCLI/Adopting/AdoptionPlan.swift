import PuertoCore
import PuertoEngine
import PuertoJobs

/// The stacks that were found, in lines for people or as JSON.
struct AdoptionPlan {
    let found: [AdoptionProposal]
    let others: [Sighting]

    func print(_ output: OutputOptions) throws {
        guard !output.json else { return try output.printJSON(found.map(AdoptionView.init)) }
        try FileDescriptorOutput.standard.write(lines.map { $0 + "\n" }.joined())
    }

    var lines: [String] {
        let lines = found.flatMap(AdoptionPlan.lines)
        let names = others.prefix(10).map(\.name).joined(separator: ", ")
        let left = Spoken.say(
            "sin ningún Windmill de su sistema: \(names)", "no Windmill of their stack: \(names)")
        guard !found.isEmpty else {
            let none = Spoken.say(
                "ningún sistema que Puerto no haya hecho", "no stack that Puerto did not make")
            return [none] + (others.isEmpty ? [] : [left])
        }
        return lines + (others.isEmpty ? [] : [left])
    }

    private static func lines(_ one: AdoptionProposal) -> [String] {
        let slug = one.slug?.text ?? "?"
        let title: String
        switch one.state {
        case .observed: title = Spoken.say("ya se observa", "observed already")
        case .refused: title = Spoken.say("no se registra", "is not recorded")
        case .new: title = place(one, Spoken.say("nuevo", "new"))
        case .marked: title = place(one, Spoken.say("su registro ya existe", "has its record"))
        }
        let rows = one.stack.sightings.prefix(20).map { sighting in
            [
                "  \(sighting.kind.rawValue)", sighting.name, sighting.container.image.cut(to: 60),
                sighting.container.status,
                sighting.evidence.map(\.words).joined(separator: ", "),
            ]
        }
        let table = Table(Array(rows)).text.split(separator: "\n").map(String.init)
        guard case .failure(let error) = one.adoption, one.state == .refused else {
            return ["\(slug): \(title)"] + table
        }
        return ["\(slug): \(title)"] + table + ["  \(error.text(Spoken.language))"]
    }

    private static func place(_ one: AdoptionProposal, _ state: String) -> String {
        guard let adoption = try? one.adoption.get() else { return state }
        return "\(adoption.kind.word(Spoken.language)), "
            + Spoken.say("ranura", "slot") + " \(adoption.slot.number), "
            + "'\(adoption.name)', \(state)"
    }
}

extension Sighting.Evidence {
    /// The evidence in words. A label is anybody's text.
    var words: String {
        switch self {
        case .image: Spoken.say("imagen", "image")
        case .name: Spoken.say("nombre", "name")
        case .port(let port): Spoken.say("puerto \(port)", "port \(port)")
        case .project(let project):
            Spoken.say("proyecto", "project") + " \(PuertoError.quote(project))"
        }
    }

    /// The evidence for programs.
    fileprivate var code: String {
        switch self {
        case .image: "image"
        case .name: "name"
        case .port(let port): "port:\(port)"
        case .project: "compose"
        }
    }
}

/// A stack that was found, as JSON.
struct AdoptionView: JSONView {
    let proposal: AdoptionProposal

    init(_ proposal: AdoptionProposal) { self.proposal = proposal }

    var json: JSONObject {
        var json = JSONObject()
        json.add("slug", proposal.slug?.text)
        json.add("state", proposal.state.rawValue)
        switch proposal.adoption {
        case .success(let adoption):
            json.add("name", adoption.name)
            json.add("kind", adoption.kind.rawValue)
            json.add("slot", adoption.slot.number)
        case .failure(let error):
            json.add("reason", error.message)
            json.add("hint", error.hint)
        }
        json.add("containers", proposal.stack.sightings.map(AdoptionView.container))
        return json
    }

    private static func container(_ sighting: Sighting) -> JSONObject {
        var json = JSONObject()
        json.add("service", sighting.kind.rawValue)
        json.add("name", sighting.name)
        json.add("image", sighting.container.image)
        json.add("status", sighting.container.status)
        json.add("evidence", sighting.evidence.map(\.code))
        return json
    }
}
