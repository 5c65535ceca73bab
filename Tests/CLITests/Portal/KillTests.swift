import Foundation
import Glibc
import Testing

/// A build that is killed at any moment leaves whole files and working links, and the next one is
/// right, whatever has changed in between.
///
/// `PUERTO_KILLS` is how many times a build is killed at moments spread over its time.
@Suite struct KillTests {
    @Test func aBuildKilledAtAnyMomentLeavesAWholeSiteAndTheNextOneIsRight() throws {
        let states = try TwoStates(clients: 100)
        try states.expectBuild(of: 0, "first")
        var state = 0
        let count =
            ProcessInfo.processInfo.environment["PUERTO_KILLS"].flatMap { Int($0) } ?? 8
        for number in 0..<count {
            // A little after the end, since some builds are slower than others.
            let end = ContinuousClock.now + states.duration * 1.1 * Double(number) / Double(count)
            try states.go(to: 1 - state)
            try states.killBuild { ContinuousClock.now >= end }
            let what = "killed after \(number)/\(count) of \(states.duration)"
            try expectWhole(states, what)
            // Every other round reverts what has just changed.
            if number % 2 == 0 { state = 1 - state }
            try states.go(to: state)
            try states.expectBuild(of: state, what)
        }
    }

    @Test func aBuildKilledWhileItPublishesLeavesAWholeSiteAndTheNextOneIsRight() throws {
        let states = try TwoStates(clients: 40)
        for isTakenBack in [false, true] {
            for point in Point.allCases {
                try states.go(to: 0)
                try states.expectBuild(of: 0, "\(point)")
                try states.go(to: 1)
                let before = states.inode("public/portal/index.html")
                try states.killBuild { point.isReached(states, before) }
                try expectWhole(states, "\(point)")
                if isTakenBack { try states.go(to: 0) }
                try states.expectBuild(of: isTakenBack ? 0 : 1, "\(point)")
            }
        }
    }

    @Test func aFirstBuildThatIsKilledLeadsNobodyToAMissingPage() throws {
        let states = try TwoStates(clients: 40)
        for point in Point.allCases where point != .changedPage {
            try states.forget()
            try states.go(to: 1)
            try states.killBuild { point.isReached(states, 0) }
            try expectWhole(states, "\(point)")
            try states.go(to: 0)
            try states.expectBuild(of: 0, "\(point)")
        }
    }

    private enum Point: CaseIterable {
        case stage, journal, newPage, changedPage, records, manifest

        /// `inode` is the first page's before the build.
        func isReached(_ states: TwoStates, _ inode: Int) -> Bool {
            switch self {
            case .stage: states.exists(".puerto/stage/portal")
            case .journal: states.exists(".puerto/journal")
            case .newPage: states.exists("public/\(TwoStates.newClient)")
            case .changedPage: states.inode("public/portal/index.html") != inode
            case .records: states.exists(".puerto/records.new")
            case .manifest: states.exists(".puerto/manifest.new")
            }
        }
    }

    private func expectWhole(_ states: TwoStates, _ what: String) throws {
        let site = try states.site
        #expect(site.torn(between: states.sites[0], and: states.sites[1]) == [], "\(what)")
        #expect(site.brokenLinks == [], "\(what)")
    }
}
