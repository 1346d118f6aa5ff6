//! The practice's wall clock: on which second a day ends, and what the clock on its wall shows.
//!
//! An agreement "until 30 June" is good through the whole of that day where the practice is, so its end is the local
//! midnight. A practice is known by its state, and some states have two clocks; the one furthest ahead counts, so
//! that an agreement is never stretched by an hour. An unknown state gets the clock furthest ahead in the country.
//! What people are shown is another matter: the clock that most of a state's people live by (`local_time.rs`). Both stand
//! in the one table below, by the names of the IANA time zone database, a copy of which is part of the program: this crate
//! reads no files.

use std::collections::HashMap;

use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};

/// Each clock that most people of some states and territories live by, the one furthest ahead that any of them do, and the
/// states: 15 U.S.C. 260a-265, and 49 CFR part 71 for where the zones end.
const CLOCKS: [(&str, &str, &str); 12] = [
    ("America/Anchorage", "America/Anchorage", "AK"),
    (
        "America/Chicago",
        "America/Chicago",
        "AL AR IA IL KS LA MN MO MS ND NE OK SD TX WI",
    ),
    ("America/Chicago", "America/New_York", "TN"),
    ("America/Denver", "America/Denver", "CO ID MT NM UT WY"),
    ("America/Los_Angeles", "America/Denver", "NV OR"),
    ("America/Los_Angeles", "America/Los_Angeles", "CA WA"),
    (
        "America/New_York",
        "America/New_York",
        "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    ),
    ("America/Phoenix", "America/Denver", "AZ"),
    ("America/Puerto_Rico", "America/Puerto_Rico", "PR VI"),
    ("Pacific/Guam", "Pacific/Guam", "GU MP"),
    ("Pacific/Honolulu", "Pacific/Honolulu", "HI"),
    ("Pacific/Pago_Pago", "Pacific/Pago_Pago", "AS"),
];

/// Whether it is the two-letter code of a state, territory or the District of Columbia.
pub(crate) fn is_state(code: &str) -> bool {
    shown(code).is_some()
}

/// The clock that most people of a state live by; none where there is no such state.
pub(crate) fn shown(state: &str) -> Option<&'static str> {
    let mut all = CLOCKS.iter();
    let own = all.find(|(.., states)| states.split(' ').any(|one| one == state));
    own.map(|(shown, ..)| *shown)
}

/// The clock furthest ahead in the country.
const FURTHEST_AHEAD: &str = "Pacific/Guam";

/// The wall clocks of all states.
#[derive(Clone, Debug)]
pub(crate) struct Zones {
    by_state: HashMap<&'static str, TimeZone>,
    unknown: TimeZone,
}

impl Zones {
    /// Reads the table above.
    pub(crate) fn new() -> Result<Zones, jiff::Error> {
        let database = TimeZoneDatabase::bundled();
        let mut by_state = HashMap::new();
        for (_, ahead, states) in CLOCKS {
            let zone = database.get(ahead)?;
            by_state.extend(states.split(' ').map(|state| (state, zone.clone())));
        }
        Ok(Zones {
            by_state,
            unknown: database.get(FURTHEST_AHEAD)?,
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
        assert_eq!(ends("AK", "2026-06-30"), "2026-07-01T08:00:00Z");
        assert_eq!(ends("AS", "2026-06-30"), "2026-07-01T11:00:00Z");
    }

    #[test]
    fn of_two_clocks_the_one_ahead_counts() {
        assert_eq!(ends("TN", "2026-11-23"), "2026-11-24T05:00:00Z");
        assert_eq!(ends("OR", "2026-06-30"), "2026-07-01T06:00:00Z");
        assert_eq!(ends("NV", "2026-06-30"), "2026-07-01T06:00:00Z");
        assert_eq!(ends("AZ", "2026-06-30"), "2026-07-01T06:00:00Z");
        assert_eq!(ends("AZ", "2026-11-23"), "2026-11-24T07:00:00Z");
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
        for state in CLOCKS.iter().flat_map(|(.., states)| states.split(' ')) {
            assert!(unknown <= zones.end_of_day(state, day), "{state}");
        }
    }

    #[test]
    fn every_state_has_one_clock() {
        let states: Vec<_> = CLOCKS
            .iter()
            .flat_map(|(.., states)| states.split(' '))
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
            .flat_map(|(.., states)| states.split(' '))
            .chain(["??", ""])
        {
            assert!(zones.end_of_day(state, Date::MIN) < now, "{state}");
            assert!(zones.end_of_day(state, Date::MAX) > now, "{state}");
        }
    }
}
