import Foundation
import TestSupport
import Testing

/// Every link leads to a file and an anchor, and links lead to every document.
@Suite struct LinkCheckTests {
    @Test func everyRelativeLinkLeadsToAFileAndAnAnchor() throws {
        for path in try Repository.documents() {
            for link in try Repository.document(path).links {
                let problem = try Link(link, from: path)?.problem()
                #expect(problem == nil, "\(path): (\(link)) \(problem ?? "")")
            }
        }
    }

    @Test func everyDocumentIsReachedFromTheREADME() throws {
        var reached: Set<String> = []
        var waiting = ["README.md"]
        while let path = waiting.popLast() {
            guard reached.insert(path).inserted, path.hasSuffix(".md") else { continue }
            waiting += try Repository.document(path).links.compactMap { link in
                try Link(link, from: path).map(\.path)
            }
            .filter(Repository.has)
        }
        let lost = try Set(Repository.documents()).subtracting(reached)
        #expect(lost.isEmpty, "no link leads to \(lost.sorted())")
    }

    @Test func aLinkThatLeadsNowhereIsFound() throws {
        #expect(try Link("NOWHERE.md", from: "README.md")?.problem() == "is not there")
        #expect(try Link("guide/x.md", from: "docs/README.md")?.problem() == "is not there")
        #expect(try Link("../../a.md", from: "docs/README.md")?.problem() == "leaves the folder")
        #expect(
            try Link("ARCHITECTURE.md#nowhere", from: "README.md")?.problem()
                == "has no such anchor")
        #expect(try Link("#nowhere", from: "SECURITY.md")?.problem() == "has no such anchor")
        #expect(try Link("ARCHITECTURE.md#modules", from: "README.md")?.problem() == nil)
        #expect(try Link("https://example.com/x.md", from: "README.md") == nil)
    }
}

/// A relative link of a document.
private struct Link {
    /// From the repository's root; empty when the link leaves it.
    let path: String
    let anchor: String?

    /// `nil` for a link to another site.
    init?(_ link: String, from document: String) throws {
        guard link.firstMatch(of: /^([a-z]+:|\/\/)/) == nil else { return nil }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        anchor = parts.count == 2 ? String(parts[1]) : nil
        guard !parts[0].isEmpty else {
            path = document
            return
        }
        var names = document.split(separator: "/").dropLast().map(String.init)
        for name in parts[0].split(separator: "/") where name != "." {
            guard name == ".." else {
                names.append(name.removingPercentEncoding ?? String(name))
                continue
            }
            guard names.popLast() != nil else {
                path = ""
                return
            }
        }
        path = names.joined(separator: "/")
    }

    func problem() throws -> String? {
        guard !path.isEmpty else { return "leaves the folder" }
        guard Repository.has(path) else { return "is not there" }
        guard let anchor else { return nil }
        return try Repository.document(path).anchors.contains(anchor) ? nil : "has no such anchor"
    }
}
