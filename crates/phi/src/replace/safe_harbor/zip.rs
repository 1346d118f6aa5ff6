//! ZIP codes by their first three digits, 45 CFR 164.514(b)(2)(i)(B): all that may stay of a place below a state, and
//! only where more than 20,000 people live.

/// The census that the list is made from: the newest that the Bureau of the Census has published by ZIP area.
pub(super) const CENSUS_YEAR: u16 = 2020;

/// Prefixes in which 20,000 people or fewer lived.
const FEW: [u16; 18] = [
    36, 59, 102, 202, 203, 204, 205, 369, 556, 692, 753, 772, 821, 823, 878, 879, 884, 893,
];

/// Prefixes that only the 2000 census had below 20,001: guidance of the HHS from 2012 prints its list and people still
/// go by it.
const FEW_IN_2000: [u16; 5] = [63, 790, 830, 831, 890];

/// Prefixes, first and last of a run, for which no census counts anybody: not in use, military, single addressees.
/// Unknown is not "more than 20,000". From the ZIP areas of the Census Bureau, which have the other 894.
const NOBODY: [(u16, u16); 65] = [
    (0, 5),
    (8, 8),
    (55, 55),
    (90, 99),
    (192, 192),
    (213, 213),
    (269, 269),
    (311, 311),
    (332, 332),
    (340, 340),
    (343, 343),
    (345, 345),
    (348, 348),
    (353, 353),
    (375, 375),
    (399, 399),
    (419, 419),
    (428, 429),
    (459, 459),
    (509, 509),
    (517, 519),
    (529, 529),
    (533, 533),
    (536, 536),
    (552, 552),
    (555, 555),
    (568, 569),
    (578, 579),
    (589, 589),
    (621, 621),
    (632, 632),
    (642, 643),
    (649, 649),
    (659, 659),
    (663, 663),
    (682, 682),
    (694, 699),
    (702, 702),
    (709, 709),
    (715, 715),
    (732, 733),
    (742, 742),
    (771, 771),
    (817, 819),
    (839, 839),
    (842, 842),
    (848, 849),
    (854, 854),
    (858, 858),
    (861, 862),
    (866, 869),
    (872, 872),
    (876, 876),
    (885, 889),
    (892, 892),
    (896, 896),
    (899, 899),
    (901, 901),
    (909, 909),
    (929, 929),
    (938, 938),
    (942, 942),
    (962, 966),
    (969, 969),
    (987, 987),
];

/// What is written where too few live.
pub(super) const FEW_LIVE_THERE: &str = "000";

/// What may stay of a ZIP code: its first three digits or, where too few live, 000.
pub(super) fn prefix(zip: &str) -> &str {
    zip.get(..3)
        .filter(|prefix| prefix.parse().is_ok_and(has_many))
        .unwrap_or(FEW_LIVE_THERE)
}

fn has_many(prefix: u16) -> bool {
    let nobody = NOBODY
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&prefix));
    !(nobody || FEW.contains(&prefix) || FEW_IN_2000.contains(&prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_where_many_live() {
        for (zip, stays) in [
            ("45402", "454"),
            ("02139", "021"),
            ("03601", "000"),
            ("20500", "000"),
            ("87901", "000"),
            ("06301", "000"),
            ("09012", "000"),
            ("00000", "000"),
            ("96910", "000"),
            ("99999", "999"),
            ("4540", "454"),
            ("x", "000"),
        ] {
            assert_eq!(prefix(zip), stays, "{zip}");
        }
    }

    #[test]
    fn the_lists_have_what_the_census_has() {
        let empty: u16 = NOBODY.iter().map(|(first, last)| last - first + 1).sum();
        assert_eq!(empty, 106);
        let stay = (0..1000).filter(|prefix| has_many(*prefix)).count();
        assert_eq!(stay, 1000 - 106 - 18 - 5);
    }
}
