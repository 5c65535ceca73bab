/// The age of an image against another one, as far as two tags of one repository tell it.
package enum ImageAge: Hashable, Sendable {
    case same, older, newer
    /// Another repository, or tags that are no versions alike: nothing can be told.
    case unknown
}

extension ImageReference {
    /// Returns the age of this image beside another one. Versions are compared number by number;
    /// only of equal ones does what follows (`-alpine`) matter. `16` is not told from `16.9`.
    package func age(beside other: ImageReference) -> ImageAge {
        guard self != other else { return .same }
        guard let own = version, let others = other.version, own.repository == others.repository
        else { return .unknown }
        for (one, two) in zip(own.numbers, others.numbers) where one != two {
            return one < two ? .older : .newer
        }
        return .unknown
    }

    private struct Version {
        let repository: Substring
        let numbers: [Int]
        let suffix: Substring
    }

    /// The parts of a tag such as `v1.743.0-slim`. `nil` without a tag, and for one that does not
    /// begin with a number.
    private var version: Version? {
        let named = text.prefix { $0 != "@" }
        let start = named.lastIndex(of: "/") ?? named.startIndex
        guard let colon = named[start...].firstIndex(of: ":") else { return nil }
        var tag = named[named.index(after: colon)...]
        if tag.first == "v" { tag = tag.dropFirst() }
        let digits = tag.prefix { ("0"..."9").contains($0) || $0 == "." }
        let numbers = digits.split(separator: ".", omittingEmptySubsequences: false)
        let values = numbers.compactMap { Int($0) }
        guard !values.isEmpty, values.count == numbers.count else { return nil }
        return Version(
            repository: ImageReference.repository(named[..<colon]), numbers: values,
            suffix: tag[digits.endIndex...])
    }

    /// Docker Hub's repositories have several names: `docker.io/library/redis` is `redis`.
    private static func repository(_ name: Substring) -> Substring {
        var name = name
        for hub in ["docker.io/", "index.docker.io/", "registry-1.docker.io/"]
        where name.hasPrefix(hub) {
            name = name.dropFirst(hub.count)
            break
        }
        return name.hasPrefix("library/") ? name.dropFirst(8) : name
    }
}
