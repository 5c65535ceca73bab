internal import PuertoCore

/// Compares the inputs of the last build with the site of this one.
struct InputComparison {
    /// The inputs in this build's places, parallel to the old manifest's nodes; `nil` for one that
    /// is gone.
    private(set) var inputs: [Input?] = []
    /// The fingerprint of each input now.
    private(set) var fingerprints: [UInt64] = []
    private(set) var changed: [Bool] = []

    init(_ site: Site, _ known: Manifest?, _ changes: SourceChanges) {
        guard let known else { return }
        // This program cannot interpret the manifest of another one.
        guard !changes.program else {
            inputs = Array(repeating: nil, count: known.nodes.count)
            fingerprints = Array(repeating: 0, count: known.nodes.count)
            changed = Array(repeating: true, count: known.nodes.count)
            return
        }
        inputs.reserveCapacity(known.nodes.count)
        fingerprints.reserveCapacity(known.nodes.count)
        changed.reserveCapacity(known.nodes.count)
        let touched = Touched(changes)
        for node in known.nodes {
            let old = Input(packed: node.input)
            let input =
                changes.keepStructure
                ? old : old.flatMap { site.find($0, named: known.text(node.name)) }
            inputs.append(input)
            guard let input else {
                fingerprints.append(0)
                changed.append(true)
                continue
            }
            let isSuspect = changes.suspect(input, touched) { known.text(node.name) }
            let now = isSuspect ? site.fingerprint(of: input) : node.fingerprint
            fingerprints.append(now)
            changed.append(now != node.fingerprint)
        }
    }

    /// The documents of which a file was touched, by stem.
    struct Touched {
        let runbooks: Set<String>
        let notes: Set<String>

        init(_ changes: SourceChanges) {
            runbooks = Set(changes.runbooks.map { ContentReader.stem($0).name })
            notes = Set(changes.notes.map { ContentReader.stem($0).name })
        }
    }
}

extension SourceChanges {
    /// Tells whether an input's fingerprint may differ now. An input whose origin was not touched
    /// need not be looked at.
    fileprivate func suspect(
        _ input: Input, _ touched: InputComparison.Touched, name: () -> String
    ) -> Bool {
        if program || configuration { return true }
        switch input.kind.origin {
        case .configuration: return false
        case .records: return records
        case .notes: return shape || touched.notes.contains(name())
        case .strayNotes: return true
        case .runbook: return touched.runbooks.contains(name())
        case .runbooks: return !runbooks.isEmpty
        }
    }
}

extension Site {
    /// The name of an input's argument, which outlives its place: a slug, a file, a number.
    func name(of input: Input) -> String {
        let index = Int(input.argument)
        switch input.kind.argument {
        case .none: return ""
        case .tenant: return records.slug(index).text
        case .host: return configuration.hosts[index].name.text
        case .plan: return configuration.plans[index].id
        case .runbook: return library.runbooks[index].name
        case .notesFile: return library.files.notes.files[index].name
        case .page: return String(index)
        case .searchFile: return String(index + 1)
        }
    }

    /// An input of another build in this one's places; `nil` when its argument is gone.
    func find(_ old: Input, named name: String) -> Input? {
        let index = Int(old.argument)
        let place: Int? =
            switch old.kind.argument {
            case .none, .page: index
            case .tenant: library.tenants[name]
            case .host: configuration.hosts.firstIndex { $0.name.text == name }
            case .plan: planIndex[name]
            case .runbook: library.index(of: name)
            case .notesFile: library.files.notes.index(of: name)
            case .searchFile:
                index < configuration.hosts.count * SearchIndex.filesOfHost ? index : nil
            }
        return place.map { Input(old.kind, $0, language: old.language) }
    }
}
