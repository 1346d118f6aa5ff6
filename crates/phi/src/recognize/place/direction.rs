//! Directions in the names of streets: "N Main St", "two hundred west superior street".

/// Whether a word is a direction as addresses are printed.
pub(super) fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "N" | "S" | "E" | "W" | "NE" | "NW" | "SE" | "SW" | "North" | "South" | "East" | "West"
    )
}

/// Directions as people type them behind a house number, sorted.
pub(super) const DIRECTIONS: &[&str] = &[
    "e",
    "east",
    "n",
    "ne",
    "north",
    "northeast",
    "northwest",
    "nw",
    "s",
    "se",
    "south",
    "southeast",
    "southwest",
    "sw",
    "w",
    "west",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted() {
        assert!(super::DIRECTIONS.is_sorted());
    }
}
