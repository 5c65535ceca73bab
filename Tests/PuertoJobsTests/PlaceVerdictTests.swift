import PuertoCore
import PuertoJobs
import Testing

@Suite struct PlaceVerdictTests {
    private static let here = WorkspacePlace(
        machine: "m1", path: "/srv/w", inode: "7", fileSystem: "a1")

    private func judge(
        _ place: WorkspacePlace?, changes: Int = 3, mark: Int?, copy: String? = nil,
        _ disagreements: [String] = []
    ) -> PlaceVerdict {
        PlaceVerdict(
            place.map { RecordedPlace(place: $0, changes: changes, copyID: copy) },
            here: Self.here, mark: mark, disagreements: disagreements)
    }

    private func place(
        machine: String = "m1", path: String = "/srv/w", inode: String = "7",
        fileSystem: String = "a1"
    ) -> WorkspacePlace {
        WorkspacePlace(machine: machine, path: path, inode: inode, fileSystem: fileSystem)
    }

    @Test func aWorkspaceThatIsWhereItWasIsFit() {
        #expect(judge(Self.here, mark: 3) == .fit)
        // A worker has died between the record's count and the engine's.
        #expect(judge(Self.here, mark: 2) == .fit)
    }

    @Test func oneDifferenceIsNoted() {
        let others = [
            place(machine: "m2"), place(path: "/srv/v"), place(inode: "8"), place(fileSystem: "b"),
        ]
        for other in others { #expect(judge(other, mark: 3) == .fit) }
        #expect(Self.here.changes(since: others[1]) == ["folder: /srv/v → /srv/w"])
    }

    @Test func twoDifferencesAsk() {
        for other in [
            place(path: "/srv/v", inode: "8"), place(machine: "m2", fileSystem: "b"),
            place(machine: "m2", path: "/x", inode: "1", fileSystem: "b"),
        ] {
            guard case .unsure(let reason) = judge(other, mark: 3) else {
                Issue.record("\(other) is fit")
                continue
            }
            #expect(reason.hasPrefix("its place differs: "))
        }
        let words = judge(place(path: "/srv/v", inode: "8"), mark: 3).refusal?.description ?? ""
        #expect(words.contains("folder: /srv/v → /srv/w, inode: 8 → 7"), "\(words)")
        #expect(words.contains("puerto workspace moved") && words.contains("workspace copied"))
    }

    @Test func whatCannotBeReadIsNoDifference() {
        #expect(judge(place(machine: "", path: "/srv/v", fileSystem: ""), mark: 3) == .fit)
    }

    @Test func anEngineThatIsAheadAsks() {
        let reason = "the engine has seen 4 changes by this workspace, its records 3"
        #expect(judge(Self.here, mark: 4) == .unsure(reason))
        // The records are from before the first change.
        #expect(
            judge(nil, mark: 1)
                == .unsure("the engine has seen 1 changes by this workspace, its records 0"))
    }

    @Test func withoutAMarkTheEnginesObjectsDecide() {
        #expect(judge(Self.here, mark: nil) == .fit)
        #expect(judge(nil, mark: nil) == .fit)
        #expect(judge(Self.here, mark: nil, ["it knows client 2"]) == .unsure("it knows client 2"))
        #expect(judge(nil, mark: nil, ["made in /x"]) == .unsure("made in /x"))
        // The mark is there, and what differs is drift.
        #expect(judge(Self.here, mark: 3, ["made in /x"]) == .fit)
    }

    @Test func aCopyOnlyLooks() {
        #expect(judge(Self.here, mark: nil, copy: "c") == .copy)
        #expect(judge(place(path: "/x", inode: "1"), mark: 9, copy: "c") == .copy)
        #expect(PlaceVerdict.copy.refusal?.message == "this workspace is a copy and only looks")
        #expect(PlaceVerdict.fit.refusal == nil)
    }
}
