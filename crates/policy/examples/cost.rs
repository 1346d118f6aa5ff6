//! What a decision costs: `cargo run --release -p anteroom-policy --example cost`.
//!
//! Prints how long compiling the shipped rules takes, and the median and slowest tenth of a decision: for the three
//! situations that a day is made of where a connection has an approval or none, and for the scenarios of the decision
//! contract, in which the practice's whole evidence and the law of its state count. The last line names the slowest median
//! beside the bound; above it the program ends with 1.
#![expect(clippy::print_stdout, reason = "a measurement is there to be read")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anteroom_policy::{
    Approval, ApprovedFor, Caller, Connection, Content, Deployment, Facts, Practice, Rules,
    Scenario, TrainingUse,
};
use jiff::Timestamp;

/// What a decision may cost at the median.
const BOUND: Duration = Duration::from_micros(200);

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let before = Instant::now();
    let rules = Rules::shipped()?;
    println!(
        "{} rules, compiled in {:?}",
        rules.ids().len(),
        before.elapsed()
    );
    let now: Timestamp = "2026-11-23T15:00:00Z".parse()?;
    let until = "2027-06-30".parse()?;
    let approval = Approval {
        agreement_until: until,
        approved_by: Some("J. Abara".into()),
        approved_for: ApprovedFor::Deidentified,
        revoked: false,
        training_use: TrainingUse::None,
    };
    let found = Content::found(
        BTreeMap::from([("name".into(), 2), ("phone".into(), 1)]),
        1,
        0,
    );
    let situations = [
        ("general text", facts(None, Content::clean())),
        ("patient text, nothing on file", facts(None, found.clone())),
        ("patient text, approved", facts(Some(approval), found)),
    ];
    let mut scenarios = Scenario::read(include_str!("../contract/policy_examples.json"))?;
    scenarios.extend(Scenario::read(include_str!(
        "../contract/more_scenarios.json"
    ))?);
    let scenarios = scenarios.iter().map(|one| (&*one.id, one.facts.clone()));
    let mut slowest = Duration::ZERO;
    for (name, facts) in situations.into_iter().chain(scenarios) {
        let mut taken = time(&rules, &facts, now);
        taken.sort_unstable();
        let at = |share: usize| {
            taken
                .get(taken.len() * share / 100)
                .copied()
                .unwrap_or_default()
        };
        slowest = slowest.max(at(50));
        println!(
            "{name}: {:?} median, {:?} at 90%: {}",
            at(50),
            at(90),
            rules.decide(&facts, now).verdict().code()
        );
    }
    println!("slowest median: {slowest:?}; the bound is {BOUND:?}");
    Ok(match slowest <= BOUND {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn time(rules: &Rules, facts: &Facts, now: Timestamp) -> Vec<Duration> {
    let once = |_| {
        let before = Instant::now();
        black_box(rules.decide(black_box(facts), now));
        before.elapsed()
    };
    (0..4_000).map(once).collect()
}

fn facts(approval: Option<Approval>, content: Content) -> Facts {
    Facts {
        caller: Caller {
            active: true,
            id: "key_1".into(),
        },
        connection: Connection {
            approval,
            deployment: Deployment::PUBLIC,
            host: "api.example.com".into(),
            id: "con_1".into(),
            name: "main".into(),
            paused: false,
            provider: "mistral".into(),
            recipient_known: true,
        },
        content,
        errand: None,
        practice: Practice {
            incident_hold: false,
            lowered_to: None,
            state: "OH".into(),
        },
    }
}
