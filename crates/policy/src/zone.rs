//! The practice's wall clock: on which second a day ends.
//!
//! An agreement "until 30 June" is good through the whole of that day where the practice is, so its end is the local
//! midnight. A practice is known by its state, and some states have two clocks; the one furthest ahead counts, so
//! that an agreement is never stretched by an hour. An unknown state gets the clock furthest ahead in the country.
//! Zones are written as POSIX rules with the dates of the Energy Policy Act of 2005 (15 U.S.C. 260a), because this
//! crate reads no files, a time zone database included.

use std::collections::HashMap;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// Each clock with the states and territories that live by it.
const CLOCKS: [(&str, &str); 9] = [
    ("AKST9AKDT,M3.2.0,M11.1.0", "AK"),
    ("AST4", "PR VI"),
    ("ChST-10", "GU MP"),
    (
        "CST6CDT,M3.2.0,M11.1.0",
        "AL AR IA IL KS LA MN MO MS ND NE OK SD TX WI",
    ),
    (
        "EST5EDT,M3.2.0,M11.1.0",
        "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC TN VA VT WV",
    ),
    ("HST10", "HI"),
    ("MST7MDT,M3.2.0,M11.1.0", "AZ CO ID MT NM NV OR UT WY"),
    ("PST8PDT,M3.2.0,M11.1.0", "CA WA"),
    ("SST11", "AS"),
];

/// Whether it is the two-letter code of a state, territory or the District of Columbia.
pub(crate) fn is_state(code: &str) -> bool {
    let mut all = CLOCKS.iter().flat_map(|(_, states)| states.split(' '));
    all.any(|state| state == code)
}

/// The clock furthest ahead in the country.
const FURTHEST_AHEAD: &str = "ChST-10";

/// The wall clocks of all states.
#[derive(Clone, Debug)]
pub(crate) struct Zones {
    by_state: HashMap<&'static str, TimeZone>,
    unknown: TimeZone,
}

impl Zones {
    /// Reads the table above.
    pub(crate) fn new() -> Result<Zones, jiff::Error> {
        let mut by_state = HashMap::new();
        for (clock, states) in CLOCKS {
            let zone = TimeZone::posix(clock)?;
            by_state.extend(states.split(' ').map(|state| (state, zone.clone())));
        }
        Ok(Zones {
            by_state,
            unknown: TimeZone::posix(FURTHEST_AHEAD)?,
        })
    }

    /// The practice's calendar day at this moment.
    pub(crate) fn day(&self, state: &str, now: Timestamp) -> Date {
        self.of(state).to_datetime(now).date()
    }

    /// The first moment after this day. Beyond the ends of what a clock can say, an early day has always ended and a
    /// late one never does.
    pub(crate) fn end_of_day(&self, state: &str, day: Date) -> Timestamp {
        let next = day
            .checked_add(1.day())
            .map(|next| next.to_datetime(Time::midnight()));
        let limit = if day.year() < 1970 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        next.and_then(|midnight| self.of(state).to_timestamp(midnight))
            .unwrap_or(limit)
    }

    /// Noon of a day where the practice is; a day that has none ended long ago.
    pub(crate) fn noon(&self, state: &str, day: Date) -> Timestamp {
        let noon = day.to_datetime(Time::constant(12, 0, 0, 0));
        self.of(state).to_timestamp(noon).unwrap_or(Timestamp::MIN)
    }

    fn of(&self, state: &str) -> &TimeZone {
        self.by_state.get(state).unwrap_or(&self.unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(state: &str, day: &str) -> String {
        Zones::new()
            .unwrap()
            .end_of_day(state, day.parse().unwrap())
            .to_string()
    }

    #[test]
    fn a_day_ends_at_local_midnight() {
        assert_eq!(ends("OH", "2026-11-23"), "2026-11-24T05:00:00Z");
        assert_eq!(ends("OH", "2026-06-30"), "2026-07-01T04:00:00Z");
        assert_eq!(ends("TX", "2026-12-31"), "2027-01-01T06:00:00Z");
        assert_eq!(ends("CA", "2028-02-29"), "2028-03-01T08:00:00Z");
        assert_eq!(ends("HI", "2026-06-30"), "2026-07-01T10:00:00Z");
        assert_eq!(ends("PR", "2026-06-30"), "2026-07-01T04:00:00Z");
        assert_eq!(ends("GU", "2026-06-30"), "2026-06-30T14:00:00Z");
    }

    #[test]
    fn days_of_a_clock_change_end_by_the_new_clock() {
        assert_eq!(ends("OH", "2026-03-07"), "2026-03-08T05:00:00Z");
        assert_eq!(ends("OH", "2026-03-08"), "2026-03-09T04:00:00Z");
        assert_eq!(ends("OH", "2026-11-01"), "2026-11-02T05:00:00Z");
    }

    #[test]
    fn an_unknown_state_ends_first_of_all() {
        let zones = Zones::new().unwrap();
        let day = "2026-11-23".parse().unwrap();
        let unknown = zones.end_of_day("??", day);
        for state in CLOCKS.iter().flat_map(|(_, states)| states.split(' ')) {
            assert!(unknown <= zones.end_of_day(state, day), "{state}");
        }
    }

    #[test]
    fn every_state_has_one_clock() {
        let states: Vec<_> = CLOCKS
            .iter()
            .flat_map(|(_, states)| states.split(' '))
            .collect();
        assert_eq!(states.len(), 56);
        assert_eq!(Zones::new().unwrap().by_state.len(), 56);
    }

    #[test]
    fn days_beyond_the_clock_have_ended_or_never_do() {
        let zones = Zones::new().unwrap();
        let now = "2026-11-23T17:00:00Z".parse().unwrap();
        for state in CLOCKS
            .iter()
            .flat_map(|(_, states)| states.split(' '))
            .chain(["??", ""])
        {
            assert!(zones.end_of_day(state, Date::MIN) < now, "{state}");
            assert!(zones.end_of_day(state, Date::MAX) > now, "{state}");
        }
    }
}
