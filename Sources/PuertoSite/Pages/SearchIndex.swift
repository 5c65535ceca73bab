internal import CommonMark
internal import Hypertext
internal import PuertoCore

/// The data of the search box. They are scripts that pass their rows to a function, so that the
/// search also works from `file://`, where a page may not fetch anything. A tenant's file follows
/// from its host and slot alone, so that a change of one tenant touches no other file.
struct SearchIndex {
    let site: SiteContext

    /// The number of files for each host. A full host's tenants in two files are under a hundred
    /// kilobytes each.
    static let filesOfHost = 2

    /// The file of its host that a slot is in.
    static func file(of slot: Slot) -> Int { slot.number * filesOfHost / (Slot.last + 1) }
}

extension SearchIndex {
    /// `puertoIndex("clients-1",[[slug,name,state,address,slot,plan,price,contact,since,words],…])`;
    /// where there are several hosts, the host is last.
    func clients(inFile file: Int, into out: inout HTML) {
        out.append(raw: "puertoIndex(\"clients-\(file + 1)\",[\n")
        for tenant in site.records(inFile: file) {
            let plan = site.plan(of: tenant)
            var row = ScriptRow()
            row.add(tenant.slug.text)
            row.add(tenant.name)
            row.add(tenant.status.rawValue)
            row.add(site.url(of: tenant))
            row.add(tenant.slot.number)
            row.add(tenant.plan ?? "")
            row.add(plan?.monthly ?? -1)
            row.add(tenant.contact.name ?? "")
            row.add(tenant.since?.description ?? "")
            row.add(words(of: tenant))
            if site.hosts.count > 1 { row.add(tenant.host.text) }
            out.append(row.html)
        }
        out.append(raw: "]);\n")
    }

    private func words(of tenant: Tenant) -> String {
        let ports = "\(tenant.ports.app) \(tenant.ports.postgres) \(tenant.ports.redis)"
        let standard = Containers(slug: tenant.slug)
        let own = tenant.containers == standard ? [] : tenant.containers.all
        return ([ports] + own + tenant.tags).joined(separator: " ")
    }

    func runbooks(_ l: Language, into out: inout HTML) {
        out.append(raw: "puertoIndex(\"runbooks\",[\n")
        for (runbook, text) in site.runbooks(l) {
            var row = ScriptRow()
            row.add(runbook.name)
            row.add(text.title)
            let headings = site.document(runbook, text, l).document.headings.prefix(12).map(\.title)
            row.add((text.tags + headings).joined(separator: " "))
            out.append(row.html)
        }
        out.append(raw: "]);\n")
    }
}

/// One row as a JSON array, safe inside a script file.
private struct ScriptRow {
    private var cells = HTML()

    var html: HTML { "[\(cells)],\n" }

    mutating func add(_ number: Int) {
        separate()
        cells.append(number)
    }

    mutating func add(_ value: String) {
        separate()
        cells.append(raw: "\"")
        // Nearly every text can go in as it is.
        if value.utf8.allSatisfy(ScriptRow.isHarmless) {
            cells.append(raw: value)
        } else {
            cells.append(raw: JSONString.scriptContent(value))
        }
        cells.append(raw: "\"")
    }

    /// Tells whether a byte belongs to no character that has to be escaped; U+2028 and U+2029 begin
    /// with 0xE2.
    private static func isHarmless(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x22 && byte != 0x3C && byte != 0x5C && byte != 0xE2
    }

    private mutating func separate() {
        if cells.isEmpty {
            cells.reserveCapacity(256)
        } else {
            cells.append(raw: ",")
        }
    }
}
