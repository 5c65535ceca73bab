import Foundation
import PuertoCore

/// The events of a demo's history with their moments, up to its end.
struct DemoScript {
    /// The end, in seconds since 1970, UTC.
    let end: Int
    let zone: TimeZone
    let cast: [DemoClient]

    /// Days that the history goes back.
    static let days = 42
    /// Days from the outage to the end.
    static let outageAge = 10
}

extension DemoScript {
    var start: Int { moment(DemoScript.days, 9, 0) }

    /// The stack that is out for 25 minutes, and when.
    var outage: (slug: Slug, time: Range<Int>) {
        let begin = moment(DemoScript.outageAge, 11, 2)
        return (cast[0].slug, begin..<begin + 25 * 60)
    }

    /// Every event in its order. Of two at one moment, what people do comes first.
    var moments: [DemoMoment] {
        let people = cast.enumerated().flatMap { story(of: $1, minute: $0 * 4) } + extras
        let all = people + rounds + daily
        return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    /// The moment of a wall clock some days before the end.
    func moment(_ daysAgo: Int, _ hour: Int, _ minute: Int) -> Int {
        let today = end + offset(end)
        let wall = today - today % 86400 - daysAgo * 86400 + hour * 3600 + minute * 60
        return wall - offset(wall - offset(end))
    }

    /// The day of a moment by the agency's calendar.
    func day(of moment: Int) -> Day { Day(secondsSince1970: moment + offset(moment)) }

    private func offset(_ moment: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
    }
}

extension DemoScript {
    /// A round each hour; each five minutes around the outage, and each quarter of the last day. A
    /// worker makes one each minute, which would take the demo a minute too.
    private var rounds: [DemoMoment] {
        let begin = moment(DemoScript.outageAge, 10, 0)
        let around = begin..<begin + 3 * 3600
        let hours = stride(from: start - start % 3600 + 3600, to: end - 86400, by: 3600)
        let times =
            hours.filter { !around.contains($0) }
            + stride(from: around.lowerBound, to: around.upperBound, by: 300)
            + stride(from: end - 86400, through: end, by: 900)
        return times.map { DemoMoment(at: $0, event: .round) }
    }

    /// A measurement and an epoch each day. The end has its own.
    private var daily: [DemoMoment] {
        (1..<DemoScript.days).reversed().flatMap { day in
            [DemoEvent.measure, .epoch].map { DemoMoment(at: end - day * 86400, event: $0) }
        }
    }

    /// The owner's other acts: a larger plan for one client, and a restart that ends the outage.
    private var extras: [DemoMoment] {
        let (grown, out) = (cast[3].slug, outage)
        return [
            DemoMoment(at: moment(20, 15, 2), event: .changePlan(grown, to: DemoClient.grown)),
            DemoMoment(at: moment(20, 15, 6), event: .act(.reconcile, grown)),
            DemoMoment(at: out.time.upperBound - 60, event: .act(.restart, out.slug)),
        ]
    }
}
