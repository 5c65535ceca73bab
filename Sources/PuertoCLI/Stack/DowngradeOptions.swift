import ArgumentParser
import PuertoCore

/// The option of the verbs that may start an older image than the one that ran last.
struct DowngradeOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Start an older image than the one that ran last.",
            discussion: """
                It may not open the data: Windmill migrates its database forward only. Make a \
                dump first.
                """))
    var allowDowngrade = false
}
