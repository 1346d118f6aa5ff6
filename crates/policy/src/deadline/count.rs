//! Counting days. The day after the anchor is day 1; the day that is counted to is still in time.
//!
//! Calendar days count weekends and holidays. Business days leave out Saturdays and Sundays only: state holidays would
//! make a date later, so not knowing them errs on the safe side.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// How long a duty gives.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Business days: Monday to Friday.
    BusinessDays(u16),
    /// Calendar days.
    Days(u16),
    /// Calendar months.
    Months(u16),
    /// Calendar years.
    Years(u16),
}

impl Limit {
    /// The last day in time. The end of the calendar (year 9999) is never passed.
    #[must_use]
    pub fn after(self, anchor: Date) -> Date {
        match self {
            Limit::BusinessDays(count) => weekdays_after(anchor, count),
            Limit::Days(count) => anchor.saturating_add(i32::from(count).days()),
            Limit::Months(count) => whole_months_after(anchor, i32::from(count)),
            Limit::Years(count) => whole_months_after(anchor, 12 * i32::from(count)),
        }
    }

    /// In words, such as "30 days".
    #[must_use]
    pub fn words(self) -> String {
        let (count, unit) = match self {
            Limit::BusinessDays(count) => (count, "business day"),
            Limit::Days(count) => (count, "day"),
            Limit::Months(count) => (count, "month"),
            Limit::Years(count) => (count, "year"),
        };
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{plural}")
    }
}

fn weekdays_after(anchor: Date, count: u16) -> Date {
    let is_weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    anchor
        .series(1.day())
        .skip(1)
        .filter(is_weekday)
        .take(usize::from(count))
        .last()
        .unwrap_or(anchor)
}

/// The same day of a later month. Where that month is too short (29 February), the whole time has passed only on the
/// first day of the month after.
fn whole_months_after(anchor: Date, months: i32) -> Date {
    let later = anchor.saturating_add(months.months());
    match later.day() < anchor.day() {
        true => later.saturating_add(1.day()),
        false => later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(limit: Limit, anchor: &str) -> String {
        limit.after(anchor.parse().unwrap()).to_string()
    }

    #[test]
    fn calendar_days_count_every_day() {
        for (days, anchor, due) in [
            (60, "2026-01-12", "2026-03-13"),
            (60, "2028-01-12", "2028-03-12"), // over 29 February
            (60, "2026-12-31", "2027-03-01"), // yearly notice, usual year
            (60, "2027-12-31", "2028-02-29"), // yearly notice, leap year
            (30, "2026-02-16", "2026-03-18"), // over a clock change
            (30, "2026-12-20", "2027-01-19"),
            (60, "2026-04-28", "2026-06-27"), // a Saturday stays
        ] {
            assert_eq!(
                after(Limit::Days(days), anchor),
                due,
                "{days} from {anchor}"
            );
        }
    }

    #[test]
    fn business_days_leave_out_weekends() {
        for (days, anchor, due) in [
            (5, "2026-11-20", "2026-11-27"), // Friday: Monday is day 1
            (5, "2026-11-21", "2026-11-27"), // Saturday: the same
            (1, "2026-11-22", "2026-11-23"),
            (15, "2026-11-23", "2026-12-14"),
            (14, "2026-12-28", "2027-01-15"),
        ] {
            assert_eq!(
                after(Limit::BusinessDays(days), anchor),
                due,
                "{days} from {anchor}"
            );
        }
    }

    #[test]
    fn years_and_months_are_whole() {
        assert_eq!(after(Limit::Years(6), "2026-10-05"), "2032-10-05");
        assert_eq!(after(Limit::Years(6), "2028-02-29"), "2034-03-01");
        assert_eq!(after(Limit::Years(4), "2028-02-29"), "2032-02-29");
        assert_eq!(after(Limit::Months(12), "2026-03-10"), "2027-03-10");
        assert_eq!(after(Limit::Months(1), "2026-01-31"), "2026-03-01");
    }

    #[test]
    fn the_end_of_the_calendar_is_not_passed() {
        for limit in [
            Limit::BusinessDays(5),
            Limit::Days(60),
            Limit::Months(12),
            Limit::Years(6),
        ] {
            assert!(limit.after(Date::MAX) >= Date::MAX);
        }
    }
}
