use super::*;

#[test]
fn shifted_dates_keep_their_writing() {
    for (date, shifted) in [
        ("March 3, 2026", "March 31, 2026"),
        ("21 Oct 2025", "18 Nov 2025"),
        ("18-JAN-1957", "15-FEB-1957"),
        ("4th of January", "1st of February"),
        ("Nov. 3rd", "Dec. 1st"),
        ("Sept 30", "Oct 28"),
        ("02 DEC 25", "30 DEC 25"),
        ("2/4/71", "3/4/71"),
        ("02/04/1971", "03/04/1971"),
        ("12-20-25", "1-17-26"),
        ("10.02.1981", "10.30.1981"),
        ("31/12/1999", "28/1/2000"),
        ("9/25/'24", "10/23/'24"),
        ("2025-11-01", "2025-11-29"),
        ("20251118093305", "20251216093305"),
        ("19580311", "19580408"),
        ("09151983", "10131983"),
        ("11/2024", "12/2024"),
        ("2019-05", "2019-06"),
        ("June 2025", "July 2025"),
        ("May 3", "May 31"),
        ("12/20", "1/17"),
        ("3/4", "04/01"),
    ] {
        let written = Written::read(date).unwrap();
        assert_eq!(
            written.shifted(28, 2025).as_deref(),
            Some(shifted),
            "{date}"
        );
    }
}

#[test]
fn what_is_not_surely_understood_is_not_read() {
    for date in [
        "",
        "14th",
        "second",
        "march thirty first",
        "Jan 19-22, 2025",
        "1998 to 2001",
        "40/50/60",
        "2\\u002f4",
        "１2/4/71",
        "Mar Apr 3",
        "123/4/5",
        "10/2, 10/16",
    ] {
        assert!(Written::read(date).is_none(), "{date}");
    }
}

#[test]
fn scores_are_not_telling() {
    for (date, telling) in [
        ("3/4", false),
        ("10/10", false),
        ("9/30", false),
        ("in", false),
        ("May", false),
        ("9/25", true),
        ("09/30", true),
        ("Aug 16", true),
        ("11/2024", true),
        ("2/4/71", true),
    ] {
        assert_eq!(
            Written::read(date).is_some_and(|date| date.is_telling()),
            telling,
            "{date}"
        );
    }
    assert_eq!(
        Written::read("11/12").unwrap().shifted(28, 2025),
        None,
        "12/10"
    );
    assert_eq!(Written::read("May").unwrap().shifted(28, 2025), None);
}
