import Foundation
import PuertoCore

extension Trial {
    /// Makes one accident to a file that is not an edit of a document, and describes it.
    func accident() throws -> String {
        switch random.number(1...20) {
        case 1...3: return try disturbInput()
        case 4...8: return try disturbState()
        case 9...13: return try disturbOutput()
        case 14, 15: return try addForeignFile()
        case 16: return try standInTheWay()
        case 17...19: return try killedBuild()
        default:
            try? FileManager.default.removeItem(atPath: workspace.path + "/public")
            foreign = [:]
            blocked = []
            return "public/ removed"
        }
    }

    /// Gives a document's file another status, and perhaps another text that the status hides.
    private func disturbInput() throws -> String {
        guard let path = random.pick(written.keys.sorted()), let text = written[path] else {
            return "none"
        }
        let file = "\(workspace.path)/\(path)"
        switch random.number(1...3) {
        case 1:
            try Raw.touch(file)
            return "\(path) touched"
        case 2:
            try Raw.write(file, text)
            return "\(path) saved again"
        default:
            let name = String((path.split(separator: "/").last ?? "").prefix { $0 != "." })
            let isRunbook = path.contains("/runbooks/")
            var writing = (isRunbook ? world.runbooks[name] : world.notes[name]) ?? Writing()
            let suffix = Writing.suffixes.last { path.hasSuffix("\(name)\($0).md") } ?? ""
            guard let edition = writing.editions[suffix] else { return "none" }
            writing.editions[suffix] = edition ^ 1
            if isRunbook { world.runbooks[name] = writing } else { world.notes[name] = writing }
            guard let other = world.files[path], other.utf8.count == text.utf8.count else {
                return "text of \(path)"
            }
            try Raw.writeSecretly(file, other)
            written[path] = other
            return "\(path) changed, its time put back"
        }
    }

    /// Damages or replaces a file of `.puerto/`.
    private func disturbState() throws -> String {
        let name = random.chance(70) ? "manifest" : "records"
        let file = "\(workspace.path)/.puerto/\(name)"
        var data = (try? Data(contentsOf: URL(filePath: file))) ?? Data()
        switch random.number(1...7) {
        case 1:
            try? FileManager.default.removeItem(atPath: file)
            return "\(name) removed"
        case 2 where !data.isEmpty:
            data.removeLast(random.number(1...data.count))
            try data.write(to: URL(filePath: file))
            return "\(name) cut to \(data.count)"
        case 3 where !data.isEmpty:
            let place = random.number(0...(data.count - 1))
            data[place] ^= UInt8(1 << random.number(0...7))
            try data.write(to: URL(filePath: file))
            return "a bit of \(name) changed at \(place)"
        case 4:
            try workspace.write(".puerto/stage/7", "half a page")
            try workspace.write(".puerto/manifest.new", "half a manifest")
            return "leftovers of a build"
        default:
            guard let index = random.pick(Array(memories.indices)) else { return "none" }
            let names = random.chance(50) ? [name] : ["manifest", "records"]
            for name in names {
                try memories[index][name]?.write(
                    to: URL(filePath: "\(workspace.path)/.puerto/\(name)"))
            }
            return "\(names) of build \(index) of \(memories.count)"
        }
    }

    /// Damages, removes or replaces a page's file.
    private func disturbOutput() throws -> String {
        guard let path = random.pick(try tree.paths.subtracting(foreign.keys).sorted()) else {
            return "none"
        }
        let file = "\(workspace.path)/public/\(path)"
        var data = try Data(contentsOf: URL(filePath: file))
        let kind = random.number(1...6)
        isWrittenInto = isWrittenInto || kind == 3 || kind == 4 || kind == 6
        switch kind {
        case 1: try FileManager.default.removeItem(atPath: file)
        case 2: try Raw.touch(file)
        case 3: try Raw.write(file, String(decoding: data, as: UTF8.self))
        case 4 where data.count > 100:
            data[data.count - 20] ^= 1
            try data.write(to: URL(filePath: file))
        case 5:
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.createSymbolicLink(
                atPath: file, withDestinationPath: workspace.path + "/puerto.db")
            // Without the manifest, nothing tells that the link has taken a page's place.
            blocked.insert(path)
            return "\(path) is a link"
        default: try (data + Data("more".utf8)).write(to: URL(filePath: file))
        }
        return "\(path) disturbed"
    }

    private func addForeignFile() throws -> String {
        let paths = [
            "robots.txt", "portal/mine.html", "portal/clients/list.txt", "welcome/hello.html",
            "assets/logo.png", "portal/search/own.js", "portal/clients/acme/own.html",
            "x/own.html",
        ]
        guard let path = random.pick(paths), foreign[path] == nil else { return "none" }
        foreign[path] = "mine \(log.count)"
        try workspace.write("public/\(path)", "mine \(log.count)")
        return "foreign file \(path)"
    }

    /// Puts a file or folder that is not Puerto's where a page is or will be.
    private func standInTheWay() throws -> String {
        guard blocked.isEmpty, try !tree.paths.isEmpty else { return "none" }
        if random.chance(40) {
            try? workspace.remove("public/portal/index.html")
            try workspace.write("public/portal/index.html/mine.txt", "mine")
            foreign["portal/index.html/mine.txt"] = "mine"
            blocked = ["portal/index.html"]
            return "a folder in the place of the first page"
        }
        let used = Set(world.tenants.map(\.slug.text))
        guard let slug = random.pick(World.slugs.filter { !used.contains($0) }),
            try tree["portal/clients/\(slug).html"] == nil,
            var tenant = world.tenants.last, tenant.kind == .client
        else { return "none" }
        let path = "portal/clients/\(slug).html"
        try workspace.write("public/\(path)", "mine")
        foreign[path] = "mine"
        blocked = [path]
        tenant.slug = try .init(slug)
        world.tenants[world.tenants.count - 1] = tenant
        return "a file in the place of the next client's page, \(slug)"
    }
}
