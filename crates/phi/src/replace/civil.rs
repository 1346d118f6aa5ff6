//! Counting days in the Gregorian calendar.
//!
//! The algorithms are Howard Hinnant's ("chrono-compatible low-level date algorithms"); years of the clinic need no
//! calendar library.

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
}

/// Days of 400 years.
const ERA: i64 = 146_097;

impl Day {
    /// The day so many days later, or earlier.
    pub(super) fn plus(self, days: i64) -> Self {
        Self::from_number(self.number() + days)
    }

    /// Days since 1 March of the year 0. A day that a month lacks counts as one of the next month.
    fn number(self) -> i64 {
        let year = if self.month <= 2 {
            self.year - 1
        } else {
            self.year
        };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month = (self.month + 9) % 12;
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year
    }

    fn from_number(number: i64) -> Self {
        let (era, of_era) = (number.div_euclid(ERA), number.rem_euclid(ERA));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let (day, month) = (of_year - (153 * month + 2) / 5 + 1, (month + 2) % 12 + 1);
        let year = year + era * 400 + i64::from(month <= 2);
        Self { year, month, day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day((year, month, day): (i64, i64, i64)) -> Day {
        Day { year, month, day }
    }

    #[test]
    fn known_days() {
        for (from, days, to) in [
            ((2024, 2, 28), 1, (2024, 2, 29)),
            ((2023, 2, 28), 1, (2023, 3, 1)),
            ((2023, 2, 29), 0, (2023, 3, 1)),
            ((2025, 12, 31), 1, (2026, 1, 1)),
            ((2000, 1, 1), 9_497, (2026, 1, 1)),
            ((1900, 3, 1), -1, (1900, 2, 28)),
        ] {
            assert_eq!(day(from).plus(days), day(to), "{from:?} {days}");
        }
    }

    proptest::proptest! {
        #[test]
        fn there_and_back(year in 1800..2200_i64, month in 1..13_i64, day in 1..29_i64, days in -4000..4000_i64) {
            let start = Day { year, month, day };
            proptest::prop_assert_eq!(start.plus(days).plus(-days), start);
        }
    }
}
