internal import Glibc

/// An sRGB colour.
package struct Color: Hashable, Sendable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    /// Parses `#rrggbb`; throws `invalid` for anything else.
    package init(_ text: String) throws {
        guard text.utf8.first == UInt8(ascii: "#"),
            let channels = Hex.bytes(text.utf8.dropFirst()), channels.count == 3
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a colour", hint: "#rrggbb"
            ).spanish("\(PuertoError.quote(text)) no es un color", hint: "#rrggbb")
        }
        (red, green, blue) = (channels[0], channels[1], channels[2])
    }

    private init(red: Double, green: Double, blue: Double) {
        self.red = UInt8(red.rounded())
        self.green = UInt8(green.rounded())
        self.blue = UInt8(blue.rounded())
    }
}

extension Color {
    package var hex: String { "#" + Hex.text([red, green, blue]) }

    /// The contrast ratio of WCAG 2.2, 1…21.
    package func contrast(with other: Color) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// This colour, mixed with `end` in small steps until it reads at 4.5:1 on `ground`.
    package func readable(on ground: Color, towards end: Color) -> Color {
        for step in 0...20 {
            let mixed = mixed(with: end, share: Double(step) / 20)
            if mixed.contrast(with: ground) >= 4.5 { return mixed }
        }
        return end
    }

    private var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    private func mixed(with end: Color, share: Double) -> Color {
        func mix(_ one: UInt8, _ other: UInt8) -> Double {
            Double(one) + (Double(other) - Double(one)) * share
        }
        return Color(
            red: mix(red, end.red), green: mix(green, end.green), blue: mix(blue, end.blue))
    }
}
