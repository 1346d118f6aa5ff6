//! Facts to start from, and any facts at all.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use proptest::sample::select;
use toml::Table;

use crate::{
    Approval, ApprovedFor, Audience, BaaStatus, Bases, Caller, Connection, Content, Deployment,
    DeploymentKind, Errand, Export, Facts, Host, Lane, Medium, Phi, Practice, PracticeKind, Region,
    Reviewed, Sensitive, Standing, Training, TrainingUse, UseCase,
};

/// A fresh install with general text.
pub(super) fn fresh() -> Facts {
    facts("fresh", &Table::new())
}

/// The same with an approval for de-identified text.
pub(super) fn approved() -> Facts {
    facts("approved", &Table::new())
}

/// A practice that keeps evidence, with every item in order.
pub(super) fn evidenced() -> Facts {
    facts("evidenced", &Table::new())
}

/// Where the cases of the shipped rules start.
pub(super) static BASES: LazyLock<Bases> =
    LazyLock::new(|| Bases::read(include_str!("../../rules/bases.toml")).unwrap());

/// A base of `rules/bases.toml` with these changes.
fn facts(base: &str, changes: &Table) -> Facts {
    BASES.facts(base, changes).unwrap()
}

/// A moment when every base is in order.
pub(super) fn noon() -> Timestamp {
    "2026-11-23T17:00:00Z".parse().unwrap()
}

/// Any facts that can be said, contradictory ones included.
pub(super) fn any_facts() -> impl Strategy<Value = Facts> {
    (
        any_connection(),
        any_content(),
        (
            any::<(bool, bool)>(),
            select(vec![None, None, Some(1), Some(2)]),
        ),
        select(vec!["OH", "CA", "GU", "HI", "", "zz"]),
    )
        .prop_map(
            |(connection, content, ((active, incident_hold), lowered_to), state)| Facts {
                caller: Caller {
                    active,
                    id: "key_1".into(),
                },
                connection,
                content,
                errand: None,
                practice: Practice {
                    incident_hold,
                    lowered_to,
                    state: state.into(),
                },
            },
        )
}

/// Any facts with an errand: each part of it is in order or in some way not.
pub(super) fn any_errands() -> impl Strategy<Value = Facts> {
    let state = select(vec![
        "AZ", "CA", "CO", "CT", "FL", "IL", "ME", "NV", "OH", "TN", "TX", "UT",
    ]);
    let changes = proptest::collection::vec(select(CHANGES), 0..8);
    (
        any_facts(),
        any_connection(),
        state,
        any_use_case(),
        changes,
    )
        .prop_map(|(any, connection, state, use_case, changes)| {
            let mut facts = evidenced();
            facts.caller = any.caller;
            facts.content = any.content;
            facts.connection.deployment = connection.deployment;
            facts.practice.incident_hold = any.practice.incident_hold;
            facts.practice.lowered_to = any.practice.lowered_to;
            facts.connection.recipient_known = connection.recipient_known;
            facts.practice.state = state.into();
            facts.errand.as_mut().unwrap().task.use_case = use_case;
            for change in changes {
                change(facts.errand.as_mut().unwrap());
            }
            facts
        })
}

fn any_use_case() -> impl Strategy<Value = UseCase> {
    select(UseCase::all().collect::<Vec<_>>())
}

/// What may be different in an errand.
const CHANGES: &[fn(&mut Errand)] = &[
    |it| it.evidence.baa.status = BaaStatus::None,
    |it| it.evidence.baa.status = BaaStatus::NotRequired,
    |it| it.evidence.baa.status = BaaStatus::Expiring,
    |it| it.evidence.baa.ends = Some(Date::constant(2026, 11, 1)),
    |it| it.evidence.baa.ends = None,
    |it| it.evidence.baa.covers_region = false,
    |it| it.evidence.baa.elements_missing = ["BAA-05".to_owned()].into(),
    |it| it.evidence.terms.training_use = TrainingUse::Unknown,
    |it| it.evidence.terms.verified = false,
    |it| it.evidence.terms.verified_on = None,
    |it| it.evidence.data_flow_map = Standing::Stale,
    |it| it.evidence.access_policy = Standing::Missing,
    |it| it.evidence.risk_analysis.includes_ai_tool = false,
    |it| it.evidence.patient_notice_on_file = false,
    |it| it.evidence.disclaimer_templates = false,
    |it| it.evidence.compliance_reviewed = false,
    |it| it.place.enterprise_agreement = false,
    |it| it.place.region = Region::Other,
    |it| it.place.region = Region::Canada,
    |it| it.place.approved_paths = Some(["/v1/ocr".to_owned()].into()),
    |it| it.place.endpoint_path = Some("/v1/files".into()),
    |it| it.user.training = Training::None,
    |it| it.user.unique_login = false,
    |it| it.user.lanes = [Lane::NoPhi].into(),
    |it| it.user.categories = Some([].into()),
    |it| it.found.sensitive = [Sensitive::Part2Sud, Sensitive::Hiv].into(),
    |it| it.found.sensitive = [Sensitive::PsychotherapyNotes, Sensitive::Abortion].into(),
    |it| it.found.patient_records = 3,
    |it| it.found.small_zip = true,
    |it| it.found.claimed_deidentified = true,
    |it| it.output.audience = Audience::Patient,
    |it| it.output.clinical_information = true,
    |it| it.output.medium = Medium::Chat,
    |it| it.output.medium = Medium::Audio,
    |it| it.output.review = Reviewed::Done,
    |it| it.practice_kind = PracticeKind::MentalHealth,
    |it| it.practice_kind = PracticeKind::Unknown,
    |it| it.circumstances.medicaid_unsaid = true,
    |it| it.found.sensitive = [Sensitive::SudCounselingNotes].into(),
    |it| it.circumstances.part2_consent = true,
    |it| it.circumstances.part2_checked = true,
    |it| it.circumstances.sud_counseling_consent = true,
    |it| it.circumstances.whole_record = true,
    |it| it.circumstances.medicaid = true,
    |it| it.circumstances.session_recorded = true,
    |it| it.circumstances.licensed_title = true,
    |it| it.circumstances.data_use_agreement = true,
    |it| it.circumstances.unclear = true,
    |it| it.states = ["TX".to_owned()].into(),
    |it| it.task.fields = ["drug".to_owned(), "photo".to_owned()].into(),
];

/// Any approval, with an end within two days of [`noon`] or far away.
pub(super) fn any_approval() -> impl Strategy<Value = Approval> {
    let days = prop_oneof![-2..=2_i32, Just(-4000), Just(4000)];
    let name = select(vec![None, Some(""), Some(" "), Some("J. Abara")]);
    (
        days,
        name,
        select(ApprovedFor::ALL),
        any::<bool>(),
        select(TrainingUse::ALL),
    )
        .prop_map(
            |(days, name, approved_for, revoked, training_use)| Approval {
                agreement_until: Date::constant(2026, 11, 23)
                    .checked_add(days.days())
                    .unwrap(),
                approved_by: name.map(String::from),
                approved_for,
                revoked,
                training_use,
            },
        )
}

fn any_connection() -> impl Strategy<Value = Connection> {
    let deployment = (select(Host::ALL), select(DeploymentKind::ALL))
        .prop_map(|(host, kind)| Deployment { host, kind });
    (
        proptest::option::weighted(0.8, any_approval()),
        deployment,
        any::<bool>(),
        proptest::bool::weighted(0.8),
    )
        .prop_map(
            |(approval, deployment, paused, recipient_known)| Connection {
                approval,
                deployment,
                host: "api.example.com".into(),
                id: "con_1".into(),
                name: "main".into(),
                paused,
                provider: "mistral".into(),
                recipient_known,
            },
        )
}

fn any_content() -> impl Strategy<Value = Content> {
    let identifiers =
        proptest::collection::btree_map(select(vec!["name", "phone", "mrn"]), 0..3_u32, 0..3);
    let export = prop_oneof![3 => Just(Export::None), 1 => select(Export::ALL)];
    (identifiers, export, select(Phi::ALL), 0..2_u32, 0..2_u32).prop_map(
        |(identifiers, export, phi, hard, uncertain)| Content {
            export,
            hard,
            identifiers: identifiers
                .into_iter()
                .map(|(kind, count)| (kind.to_owned(), count))
                .collect(),
            phi,
            uncertain,
        },
    )
}
