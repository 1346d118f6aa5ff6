//! What the clock on a practice's wall shows, for people to read. Nothing is decided by it: days of law and of agreements
//! end by the state's clock furthest ahead (`zone.rs`).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::plain_day::plain_day;
use crate::zone::shown;

/// A clock by which people live; universal time where none is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalTime(TimeZone);

/// The clocks that differ in the country today, from east to west: the name that the IANA database gives each, and what people
/// call it. A practice on another one names it.
pub const CLOCKS: [(&str, &str); 10] = [
    (
        "America/Puerto_Rico",
        "Atlantic: Puerto Rico, Virgin Islands",
    ),
    ("America/New_York", "Eastern"),
    ("America/Chicago", "Central"),
    ("America/Denver", "Mountain"),
    ("America/Phoenix", "Mountain, no daylight saving: Arizona"),
    ("America/Los_Angeles", "Pacific"),
    ("America/Anchorage", "Alaska"),
    ("Pacific/Honolulu", "Hawaii"),
    ("Pacific/Pago_Pago", "American Samoa"),
    ("Pacific/Guam", "Guam, Northern Mariana Islands"),
];

/// There is no such time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no time zone of this name; write one such as America/New_York, America/Chicago or Pacific/Honolulu"
)]
pub struct UnknownZone;

impl LocalTime {
    /// The clock that most people of a state or territory live by.
    #[must_use]
    pub fn of_state(state: &str) -> LocalTime {
        let named = shown(state).and_then(|name| LocalTime::named(name).ok());
        named.unwrap_or_default()
    }

    /// The clock of this name in the IANA time zone database.
    ///
    /// # Errors
    /// [`UnknownZone`].
    pub fn named(name: &str) -> Result<LocalTime, UnknownZone> {
        let zone = TimeZoneDatabase::bundled().get(name.trim());
        let zone = zone.ok().filter(|zone| !zone.is_unknown());
        zone.map(LocalTime).ok_or(UnknownZone)
    }

    /// Its name in the IANA time zone database.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The day that it shows.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.0.to_datetime(at).date()
    }

    /// A moment as people write it, to the minute and with the zone: `Nov 26, 2026, 3:41 PM EST`.
    #[must_use]
    pub fn minute(&self, at: Timestamp) -> String {
        let here = self.0.to_offset_info(at);
        let moment = here.offset().to_datetime(at);
        // `%Z` would write capitals only, and Guam's clock is ChST.
        let zone = here.abbreviation();
        let (day, time) = (plain_day(moment.date()), moment.strftime("%-I:%M %p"));
        format!("{day}, {time} {zone}")
    }
}

impl Default for LocalTime {
    fn default() -> LocalTime {
        LocalTime(TimeZone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Zones;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_said_as_people_of_the_state_say_it() {
        for (state, moment, says) in [
            ("OH", "2026-11-26T20:41:00Z", "Nov 26, 2026, 3:41 PM EST"),
            ("OH", "2026-07-04T03:05:00Z", "Jul 3, 2026, 11:05 PM EDT"),
            ("TN", "2026-11-26T20:41:00Z", "Nov 26, 2026, 2:41 PM CST"),
            ("AZ", "2026-07-04T19:00:00Z", "Jul 4, 2026, 12:00 PM MST"),
            ("OR", "2026-07-04T07:00:59Z", "Jul 4, 2026, 12:00 AM PDT"),
            ("AK", "2026-11-26T20:41:00Z", "Nov 26, 2026, 11:41 AM AKST"),
            ("HI", "2026-11-26T20:41:00Z", "Nov 26, 2026, 10:41 AM HST"),
            ("PR", "2026-11-26T20:41:00Z", "Nov 26, 2026, 4:41 PM AST"),
            ("GU", "2026-11-26T20:41:00Z", "Nov 27, 2026, 6:41 AM ChST"),
            ("AS", "2026-11-26T20:41:00Z", "Nov 26, 2026, 9:41 AM SST"),
            ("??", "2026-11-26T20:41:00Z", "Nov 26, 2026, 8:41 PM UTC"),
        ] {
            assert_eq!(
                LocalTime::of_state(state).minute(at(moment)),
                says,
                "{state}"
            );
        }
    }

    #[test]
    fn clocks_go_forward_and_back_on_their_days() {
        let columbus = LocalTime::of_state("OH");
        for (moment, says) in [
            ("2026-03-08T06:59:00Z", "Mar 8, 2026, 1:59 AM EST"),
            ("2026-03-08T07:00:00Z", "Mar 8, 2026, 3:00 AM EDT"),
            ("2026-11-01T05:59:00Z", "Nov 1, 2026, 1:59 AM EDT"),
            ("2026-11-01T06:00:00Z", "Nov 1, 2026, 1:00 AM EST"),
        ] {
            assert_eq!(columbus.minute(at(moment)), says);
        }
    }

    #[test]
    fn only_zones_that_there_are_have_a_name() {
        let known = LocalTime::named(" america/boise ").unwrap();
        assert_eq!(known.name(), "America/Boise");
        assert_eq!(LocalTime::default().name(), "UTC");
        for name in [
            "",
            "EST5EDT,M3.2.0,M11.1.0",
            "Ohio",
            "America/Nowhere",
            "Etc/Unknown",
            "../UTC",
        ] {
            assert_eq!(LocalTime::named(name), Err(UnknownZone), "{name}");
        }
    }

    #[test]
    fn the_clock_of_every_state_can_be_chosen() {
        for (name, _) in CLOCKS {
            assert_eq!(LocalTime::named(name).unwrap().name(), name);
        }
        for state in [
            "AK", "AS", "AZ", "CO", "GU", "HI", "IL", "MP", "NV", "OH", "PR", "TN", "VI", "WA",
        ] {
            let own = LocalTime::of_state(state);
            assert!(
                CLOCKS.iter().any(|(name, _)| *name == own.name()),
                "{state}"
            );
        }
    }

    /// Where a state has one clock, the day on its wall is the day of the law; where it has two, never a later one.
    #[test]
    fn no_day_of_the_law_is_behind_the_day_on_the_wall() {
        let zones = Zones::new().unwrap();
        for state in [
            "AK", "AZ", "CA", "FL", "GU", "HI", "ID", "NV", "OH", "OR", "TN", "TX",
        ] {
            for hour in 0..48 {
                let moment = at("2026-07-03T00:00:00Z") + jiff::SignedDuration::from_hours(hour);
                let wall = LocalTime::of_state(state).day(moment);
                assert!(zones.day(state, moment) >= wall, "{state} {moment}");
            }
        }
    }
}
