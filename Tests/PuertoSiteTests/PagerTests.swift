import Hypertext
import PuertoCore
import Testing

@testable import PuertoSite

/// The links between the pages of a list.
@Suite struct PagerTests {
    private func pager(_ number: Int, of count: Int) -> Pager {
        Pager(list: "index.html", number: number, count: count, language: .en)
    }

    @Test func aShortListNamesEveryPage() {
        #expect(pager(1, of: 1).numbers == [1])
        #expect(pager(3, of: Pager.short).numbers == Array(1...Pager.short))
        #expect(pager(1, of: 1).markup.isEmpty)
    }

    @Test func aLongListNamesItsEndsTheNeighboursAndPagesFurtherOn() {
        #expect(pager(1, of: 500).numbers == [1, 2, 3, 11, 21, 51, 101, 201, 500])
        #expect(
            pager(250, of: 500).numbers == [
                1, 50, 150, 200, 230, 240, 248, 249, 250, 251, 252, 260, 270, 300, 350, 450, 500,
            ])
        #expect(pager(500, of: 500).numbers == [1, 300, 400, 450, 480, 490, 498, 499, 500])
    }

    @Test(arguments: [13, 37, 500, 5_000])
    func eachPageIsAFewLinksAwayAndNoneNamesMany(_ count: Int) {
        var distance = [1: 0]
        var queue = [1]
        var next = 0
        while next < queue.count {
            let here = queue[next]
            next += 1
            let there = pager(here, of: count).numbers
            #expect(there.count <= 17)
            for other in there where distance[other] == nil {
                distance[other] = distance[here, default: 0] + 1
                queue.append(other)
            }
        }
        #expect(distance.count == count)
        #expect(distance.values.max() ?? 0 <= max(5, count / 200 / 2 + 5))
    }

    @Test func neighboursHaveWordsAndRelations() {
        let text = String(decoding: pager(2, of: 3).markup.bytes, as: UTF8.self)
        #expect(text.contains("href=\"index.html\" rel=\"prev\" aria-label=\"Previous\""))
        #expect(text.contains("rel=\"next\" aria-label=\"Next\""))
        #expect(text.contains("<span aria-current=\"page\">2</span>"))
    }
}
