//! Single clocks: an incident, and the dates that come out.

use super::{LAW, clocks, dates, day, incident, state};
use crate::deadline::{
    BusinessAssociate, Clocks, Exception, Finding, Hold, Incident, IncidentError, NoNotice,
    Recipient, Standing,
};

use Recipient::{BaToPractice, Hhs, Individuals, Media, StateAg, StateHealthDept};

#[test]
fn federal_thresholds() {
    for (affected, hhs, media) in [
        (&[("KS", 499)][..], "2027-03-01", None),
        (&[("KS", 500)], "2026-12-04", None),
        (&[("KS", 501)], "2026-12-04", Some("2026-12-04")),
        (&[("KS", 250), ("MO", 250)], "2026-12-04", None),
        (&[("KS", 240), ("MO", 230), ("NE", 230)], "2026-12-04", None),
        (
            &[("KS", 100), ("MO", 501)],
            "2026-12-04",
            Some("2026-12-04"),
        ),
    ] {
        let clocks = clocks(&incident("2026-10-05", affected));
        assert_eq!(dates(&clocks, "US", Individuals), ["2026-12-04"]);
        assert_eq!(dates(&clocks, "US", Hhs), [hhs], "{affected:?}");
        assert_eq!(
            dates(&clocks, "US", Media),
            media.into_iter().collect::<Vec<_>>(),
            "{affected:?}"
        );
    }
}

/// A Texas practice that has counted this many people, or nobody yet.
fn in_texas(affected: &[(&str, u32)]) -> Clocks {
    clocks(&Incident {
        practice_state: state("TX"),
        ..incident("2026-10-05", affected)
    })
}

#[test]
fn until_people_are_counted_every_clock_runs_that_a_count_may_set_running() {
    for (affected, attorney, people, hhs, media) in [
        (&[][..], 1, 1, &["2026-12-04", "2027-03-01"][..], 1),
        (&[("TX", 800)], 1, 1, &["2026-12-04"], 1),
        (&[("TX", 3)], 0, 1, &["2027-03-01"], 0),
        (&[("TX", 0)], 0, 0, &["2027-03-01"], 0),
        (&[("TX", 0), ("OK", 3)], 0, 0, &["2027-03-01"], 0),
    ] {
        let found = in_texas(affected);
        let count = |whose, to| dates(&found, whose, to).len();
        assert_eq!(count("TX", StateAg), attorney, "{affected:?}");
        assert_eq!(count("TX", Individuals), people, "{affected:?}");
        assert_eq!(dates(&found, "US", Hhs), hhs, "{affected:?}");
        assert_eq!(count("US", Media), media, "{affected:?}");
    }
    assert_eq!(in_texas(&[]).earliest, Some(day("2026-11-04")));
}

#[test]
fn a_clock_that_supposes_a_number_of_people_says_so_until_they_are_counted() {
    let basis = |clocks: &Clocks, id: &str| {
        let mut all = clocks.clocks.iter();
        let clock = all.find(|clock| clock.id == id).unwrap();
        (clock.basis.clone(), clock.places.clone())
    };
    let (uncounted, counted) = (in_texas(&[]), in_texas(&[("TX", 800)]));
    for (id, ends) in [
        (
            "us-hhs-500-or-more",
            "if at least 500 people; not counted yet",
        ),
        (
            "us-hhs-fewer-than-500",
            "if fewer than 500 people; not counted yet",
        ),
        (
            "us-media",
            "if more than 500 people in one state; not counted yet",
        ),
        (
            "tx-attorney-general",
            "if at least 250 people in TX; not counted yet",
        ),
    ] {
        assert!(basis(&uncounted, id).0.ends_with(ends), "{id}");
        assert!(!basis(&counted, id).0.contains("if "), "{id}");
    }
    assert_eq!(basis(&uncounted, "us-media").1, [state("TX")]);
    assert!(!basis(&uncounted, "tx-individuals").0.contains("if "));
}

#[test]
fn the_yearly_log_is_sent_60_days_into_the_next_year() {
    for (discovered, due) in [
        ("2026-01-01", "2027-03-01"),
        ("2026-12-31", "2027-03-01"),
        ("2027-01-01", "2028-02-29"),
        ("2027-12-31", "2028-02-29"),
        ("2028-02-29", "2029-03-01"),
    ] {
        let clocks = clocks(&incident(discovered, &[("KS", 25)]));
        assert_eq!(dates(&clocks, "US", Hhs), [due], "{discovered}");
    }
}

/// Residents of one state; discovered on a Monday and determined eight days later.
fn in_state(code: &str, count: u32) -> Clocks {
    clocks(&super::states::in_state(code, count))
}

#[test]
fn states_without_a_number_are_shown_without_a_date() {
    for code in ["KS", "GA", "NV", "GU", "MP"] {
        assert_eq!(
            dates(&in_state(code, 10), code, Individuals),
            ["none?"],
            "{code}"
        );
    }
}

#[test]
fn some_offices_are_told_after_the_federal_department() {
    // 500 or more: five business days after 2026-04-03, a Friday. Fewer: after 2027-03-01, a Monday.
    assert_eq!(dates(&in_state("IL", 500), "IL", StateAg), ["2026-04-10"]);
    assert_eq!(dates(&in_state("IL", 20), "IL", StateAg), ["2027-03-08"]);
    assert_eq!(
        dates(&in_state("NY", 500), "NY", StateAg),
        ["2026-03-04", "2026-04-10"]
    );
    let told = Incident {
        hhs_told: Some(day("2026-02-18")),
        ..incident("2026-02-02", &[("IL", 20)])
    };
    assert_eq!(dates(&clocks(&told), "IL", StateAg), ["2026-02-25"]);
}

#[test]
fn a_notice_that_was_given_moves_the_one_after_it() {
    let told = Incident {
        individuals_told: Some(day("2026-02-10")),
        ..incident("2026-02-02", &[("CA", 600)])
    };
    assert_eq!(dates(&clocks(&told), "CA", StateAg), ["2026-02-25"]);
    let told = Incident {
        individuals_told: Some(day("2026-02-10")),
        ..incident("2026-02-02", &[("OK", 600)])
    };
    assert_eq!(dates(&clocks(&told), "OK", StateAg), ["2026-04-11"]);
}

#[test]
fn the_law_of_the_day_of_discovery_counts() {
    for (code, before, on, due_before, due_on) in [
        ("CA", "2025-12-31", "2026-01-01", "none", "2026-01-31"),
        ("NY", "2024-12-20", "2024-12-21", "none?", "2025-01-20?"),
        ("IN", "2022-06-30", "2022-07-01", "none?", "2022-08-15?"),
    ] {
        assert_eq!(
            dates(&clocks(&incident(before, &[(code, 10)])), code, Individuals),
            [due_before]
        );
        assert_eq!(
            dates(&clocks(&incident(on, &[(code, 10)])), code, Individuals),
            [due_on]
        );
    }
    assert_eq!(
        dates(
            &clocks(&incident("2023-08-31", &[("TX", 250)])),
            "TX",
            StateAg
        ),
        ["2023-10-30"]
    );
    assert_eq!(
        dates(
            &clocks(&incident("2023-09-01", &[("TX", 250)])),
            "TX",
            StateAg
        ),
        ["2023-10-01"]
    );
}

#[test]
fn licensed_facilities_of_california_have_fifteen_business_days() {
    let clinic = Incident {
        practice_state: state("CA"),
        practice_type: "community_clinic".into(),
        ..incident("2026-02-02", &[("CA", 1), ("NV", 3)])
    };
    assert_eq!(
        dates(&clocks(&clinic), "CA", StateHealthDept),
        ["2026-02-23"]
    );
    assert_eq!(
        dates(&clocks(&clinic), "CA", Individuals),
        ["2026-02-23", "2026-03-04"]
    );
    let office = Incident {
        practice_type: "dermatology".into(),
        ..clinic.clone()
    };
    assert!(dates(&clocks(&office), "CA", StateHealthDept).is_empty());
    let elsewhere = Incident {
        practice_state: state("NV"),
        ..clinic
    };
    assert!(dates(&clocks(&elsewhere), "CA", StateHealthDept).is_empty());
}

#[test]
fn a_business_associate_starts_the_clock_when_it_is_an_agent_or_speaks() {
    for (is_agent, discovered, told, start) in [
        (true, "2026-03-20", Some("2026-03-20"), "2026-02-10"),
        (false, "2026-03-20", Some("2026-03-20"), "2026-03-20"),
        (false, "2026-03-25", Some("2026-03-20"), "2026-03-20"),
        (false, "2026-03-01", Some("2026-03-20"), "2026-03-01"), // the practice knew by itself
        (false, "2026-03-20", None, "2026-03-20"),
    ] {
        let ba = BusinessAssociate {
            discovered: day("2026-02-10"),
            told_practice: told.map(day),
            is_agent,
        };
        let clocks = clocks(&Incident {
            business_associate: Some(ba),
            ..incident(discovered, &[("KS", 30)])
        });
        assert_eq!(clocks.clock_start, day(start));
        let due = day(start)
            .saturating_add(jiff::ToSpan::days(60))
            .to_string();
        assert_eq!(dates(&clocks, "US", Individuals), [due]);
        assert_eq!(dates(&clocks, "US", BaToPractice), ["2026-04-11"]);
    }
    assert!(
        dates(
            &clocks(&incident("2026-03-20", &[("KS", 30)])),
            "US",
            BaToPractice
        )
        .is_empty()
    );
}

#[test]
fn law_enforcement_holds_federal_notices_back() {
    let held = |hold| {
        clocks(&Incident {
            hold: Some(hold),
            ..incident("2026-03-01", &[("TX", 600)])
        })
    };
    let written = held(Hold::Written {
        until: day("2026-06-30"),
    });
    for to in [Individuals, Hhs, Media] {
        assert_eq!(dates(&written, "US", to), ["2026-06-30"], "{to:?}");
    }
    // The office is not held back by a rule about notices to people.
    assert_eq!(dates(&written, "TX", StateAg), ["2026-03-31"]);
    assert_eq!(
        dates(
            &held(Hold::Oral {
                stated: day("2026-04-20")
            }),
            "US",
            Individuals
        ),
        ["2026-05-20"]
    );
    // A hold that ends before the limit leaves the limit.
    assert_eq!(
        dates(
            &held(Hold::Oral {
                stated: day("2026-03-05")
            }),
            "US",
            Individuals
        ),
        ["2026-04-30"]
    );
}

#[test]
fn what_is_no_breach_needs_no_federal_notice() {
    for (secured, finding, reason, states) in [
        (
            true,
            Finding::Presumed,
            NoNotice::SecuredPhi,
            Standing::NotApplicable,
        ),
        (
            false,
            Finding::LowProbability,
            NoNotice::LowProbability,
            Standing::ExemptionToConfirm,
        ),
        (
            false,
            Finding::Excepted(Exception::NotRetained),
            NoNotice::Exception,
            Standing::ExemptionToConfirm,
        ),
    ] {
        let clocks = clocks(&Incident {
            secured,
            finding,
            ..incident("2026-02-02", &[("TX", 600)])
        });
        assert!(!clocks.notice_required);
        assert_eq!(clocks.reason, Some(reason));
        for clock in &clocks.clocks {
            let expected = match clock.jurisdiction.code() {
                "US" => Standing::NotApplicable,
                _ => states,
            };
            assert_eq!(clock.standing, expected, "{}", clock.id);
            assert!(clock.why.is_some(), "{}", clock.id);
        }
    }
}

#[test]
fn the_record_is_kept_for_six_years() {
    let kept = |determined: Option<&str>| {
        let incident = Incident {
            determined: determined.map(day),
            ..incident("2026-02-02", &[("KS", 1)])
        };
        clocks(&incident).keep_record_until
    };
    assert_eq!(kept(None), day("2032-02-02"));
    assert_eq!(kept(Some("2028-02-29")), day("2034-03-01"));
}

#[test]
fn earliest_clocks_stand_first() {
    let clocks = clocks(&incident(
        "2026-02-02",
        &[("TX", 600), ("VT", 3), ("KS", 1)],
    ));
    let order: Vec<_> = clocks
        .clocks
        .iter()
        .filter(|clock| clock.runs())
        .map(|clock| &*clock.id)
        .collect();
    assert_eq!(order.first(), Some(&"vt-attorney-general"));
    assert_eq!(order.last(), Some(&"ks-individuals"));
    assert_eq!(clocks.earliest, Some(day("2026-02-20")));
    assert!(clocks.clocks.is_sorted_by_key(|clock| !clock.runs()));
}

#[test]
fn dates_that_contradict_each_other_are_refused() {
    let wrong = |change: fn(&mut Incident)| {
        let mut incident = incident("2026-02-02", &[("KS", 1)]);
        change(&mut incident);
        LAW.clocks(&incident).unwrap_err()
    };
    assert_eq!(
        wrong(|i| i.determined = Some(day("2026-02-01"))),
        IncidentError::Determined
    );
    assert_eq!(
        wrong(|i| i.hhs_told = Some(day("2026-02-01"))),
        IncidentError::Told
    );
    assert_eq!(
        wrong(|i| i.individuals_told = Some(day("2026-02-01"))),
        IncidentError::Told
    );
    assert_eq!(
        wrong(|i| i.affected.extend([(state("US"), 1)])),
        IncidentError::Country
    );
    let early = BusinessAssociate {
        discovered: day("2026-01-10"),
        told_practice: Some(day("2026-01-09")),
        is_agent: false,
    };
    assert_eq!(
        LAW.clocks(&Incident {
            business_associate: Some(early),
            ..incident("2026-02-02", &[])
        }),
        Err(IncidentError::Told)
    );
}

#[test]
fn a_notice_is_late_when_the_day_is_over_where_the_practice_is() {
    for (code, late_from) in [
        ("OH", "2026-03-14T04:00:00Z"),
        ("TX", "2026-03-14T05:00:00Z"),
        ("HI", "2026-03-14T10:00:00Z"),
        ("GU", "2026-03-13T14:00:00Z"),
    ] {
        let practice_state = state(code);
        let clocks = clocks(&Incident {
            practice_state,
            ..incident("2026-01-12", &[("KS", 25)])
        });
        let clock = clocks
            .clocks
            .iter()
            .find(|clock| clock.id == "us-individuals")
            .unwrap();
        assert_eq!(clock.due, Some(day("2026-03-13")));
        assert_eq!(clock.late_from.unwrap().to_string(), late_from, "{code}");
    }
    // The night of the clock change, in Ohio and in Hawaii: one is a day ahead.
    let night = "2026-03-08T06:30:00Z".parse().unwrap();
    assert_eq!(LAW.day(state("OH"), night), day("2026-03-08"));
    assert_eq!(LAW.day(state("HI"), night), day("2026-03-07"));
}

#[test]
fn media_are_told_in_each_state_with_enough_people() {
    let clocks = clocks(&incident(
        "2026-10-05",
        &[("KS", 501), ("MO", 500), ("NE", 900)],
    ));
    let media = clocks
        .clocks
        .iter()
        .find(|clock| clock.recipient == Media)
        .unwrap();
    assert_eq!(media.places, [state("KS"), state("NE")]);
}

#[test]
fn the_target_is_what_the_practice_still_has_to_do() {
    let ba = BusinessAssociate {
        discovered: day("2026-02-10"),
        told_practice: None,
        is_agent: false,
    };
    let waiting = Incident {
        business_associate: Some(ba),
        ..incident("2026-03-20", &[("KS", 30)])
    };
    assert_eq!(clocks(&waiting).earliest, Some(day("2026-05-19")));
    let people_told = Incident {
        individuals_told: Some(day("2026-04-01")),
        ..waiting
    };
    let clocks = clocks(&people_told);
    assert_eq!(clocks.earliest, Some(day("2027-03-01")));
    let given = |id| {
        clocks
            .clocks
            .iter()
            .find(|clock| clock.id == id)
            .unwrap()
            .given_on
    };
    assert_eq!(given("us-individuals"), Some(day("2026-04-01")));
    assert_eq!(given("us-hhs-fewer-than-500"), None);
}

#[test]
fn days_left_count_down_to_zero_and_below() {
    let clocks = clocks(&incident("2026-10-05", &[("KS", 25)]));
    let clock = clocks
        .clocks
        .iter()
        .find(|clock| clock.id == "us-individuals")
        .unwrap();
    let left = |today| clock.days_left(day(today));
    assert_eq!(left("2026-10-05"), Some(60));
    assert_eq!(left("2026-12-04"), Some(0));
    assert_eq!(left("2026-12-06"), Some(-2));
}
