//! The contract's scenarios, tables of states and of single clocks, the shape of the law, and what must hold for every incident.

mod contract;
mod files;
mod properties;
mod states;
mod tables;

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{BreachLaw, Clocks, Finding, Incident, Jurisdiction, Recipient};

/// The law that ships.
static LAW: LazyLock<BreachLaw> = LazyLock::new(|| BreachLaw::shipped().unwrap());

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn state(code: &str) -> Jurisdiction {
    code.parse().unwrap()
}

/// A plain incident of a Kansas practice, with people in these states.
fn incident(discovered: &str, affected: &[(&str, u32)]) -> Incident {
    Incident {
        practice_state: state("KS"),
        practice_type: "dermatology".into(),
        discovered: day(discovered),
        determined: None,
        affected: affected
            .iter()
            .map(|(code, count)| (state(code), *count))
            .collect(),
        secured: false,
        business_associate: None,
        finding: Finding::Presumed,
        hold: None,
        individuals_told: None,
        hhs_told: None,
    }
}

fn clocks(incident: &Incident) -> Clocks {
    LAW.clocks(incident).unwrap()
}

/// The dates of all clocks of the pair that run, marked with `?` while an exemption is to be confirmed.
fn dates(clocks: &Clocks, whose: &str, to: Recipient) -> Vec<String> {
    let of_pair = clocks.clocks.iter().filter(|clock| {
        clock.runs() && clock.jurisdiction == state(whose) && clock.recipient == to
    });
    of_pair
        .map(|clock| {
            let day = clock.due.map_or("none".into(), |due| due.to_string());
            format!("{day}{}", if clock.exempt_candidate { "?" } else { "" })
        })
        .collect()
}
