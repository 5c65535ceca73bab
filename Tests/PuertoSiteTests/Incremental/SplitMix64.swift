/// Random numbers that are reproducible from a seed (Steele, Lea and Flood's SplitMix, 2014).
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SplitMix64 {
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    /// A random element; `nil` when there is none. Sets and dictionaries have to be sorted before.
    mutating func pick<Element>(_ all: [Element]) -> Element? {
        all.isEmpty ? nil : all[number(0...(all.count - 1))]
    }
}
