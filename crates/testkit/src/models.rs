//! The models that the test connections offer: each names a script of the upstream, in both styles.

/// Script names; `m-` or `o-` goes in front (see `upstream/script.rs`). The pages ask the first.
const SCRIPTS: [&str; 22] = [
    "echo",
    "breakoff",
    "cut",
    "echo-1",
    "endless",
    "flood",
    "garbage",
    "json",
    "length",
    "never",
    "slow",
    "stall",
    "status-400",
    "status-401",
    "status-403",
    "status-404",
    "status-422",
    "status-429",
    "status-500",
    "status-503",
    "think",
    "tools",
];

/// A model of the connection that nobody approved.
pub const UNAPPROVED: &str = "u-echo";

/// Model names of one style, `m` or `o`.
pub fn of_style(style: char) -> Vec<String> {
    SCRIPTS
        .iter()
        .map(|script| format!("{style}-{script}"))
        .collect()
}
