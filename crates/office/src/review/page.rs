//! A review as a plain document. Only what the review says is put into words; nothing is looked up here.

use anteroom_audit::Word;
use anteroom_export::{Block, Cell, Document, Field, Tone};
use jiff::civil::Date;

use super::NOTICE;
use super::activity::{Activity, Tally};
use super::gap::Gap;
use super::prepare::Review;
use super::rows::{
    AgreementRow, ConnectionRow, FlowRow, GateRow, IncidentRow, Known, OpenLane, Paper, PersonRow,
    RiskRow, Todo, WayRow,
};
use crate::gate::Status;
use crate::risk::Grade;

/// How many digits of a hash are enough to tell two files apart by eye.
const SHORT: usize = 16;

/// The review as a document: one page that says where the practice stands, then the detail.
#[must_use]
pub fn page(review: &Review) -> Document {
    let mut blocks = summary(review);
    blocks.push(Block::NewPage);
    blocks.extend(tools(review));
    blocks.extend(gates(review));
    blocks.extend(people(review));
    blocks.extend(risk(&review.risk));
    blocks.extend(activity(&review.activity));
    blocks.extend(incidents(&review.incidents));
    blocks.extend(log(review));
    Document {
        title: "Readiness review".to_owned(),
        about: format!("{} ({})", review.practice, review.state),
        day: review.day,
        blocks,
        footer: NOTICE.to_owned(),
    }
}

fn summary(review: &Review) -> Vec<Block> {
    let all = review.connections.len();
    let open = review.open(OpenLane::Deidentified);
    let fields = vec![
        Field::new(
            "Connections open for patient text",
            format_args!("{open} of {all}"),
        ),
        Field::new(
            "Gates ready",
            format_args!("{} of {}", review.gates_ready, review.gates.len()),
        ),
        Field::new("Overdue", review.overdue.len()),
    ];
    let mut blocks = vec![
        Block::Fields { fields },
        next_step(review.next_step.as_ref()),
    ];
    blocks.push(Block::section("What may leave today"));
    blocks.push(lanes(&review.connections));
    blocks.push(Block::section("The gaps that matter most"));
    blocks.push(gaps(&review.top_gaps));
    if !review.overdue.is_empty() {
        blocks.push(Block::section("Overdue"));
        let items = review.overdue.clone();
        blocks.push(Block::List { items });
    }
    blocks
}

fn next_step(step: Option<&Gap>) -> Block {
    let Some(step) = step else {
        return Block::Callout {
            tone: Tone::Good,
            title: "Next step: none is open".to_owned(),
            lines: vec![
                "Every gate is ready and nobody waits for a notice. Look again after each change."
                    .to_owned(),
            ],
        };
    };
    let owner = owner(step.owner.as_ref());
    Block::Callout {
        tone: Tone::Plain,
        title: format!("Next step: {}", step.at),
        lines: vec![
            format!("Not in place yet: {}.", step.missing),
            format!("How: {}.", step.next),
            format!("Who: {owner}. About {} minutes.", step.minutes),
            format!("Unlocks: {}", step.unlocks),
        ],
    }
}

fn lanes(connections: &[ConnectionRow]) -> Block {
    let row = |one: &ConnectionRow| {
        let why = match &*one.why {
            [] => "Nothing stands against it.".to_owned(),
            [only] => only.clone(),
            [first, rest @ ..] => {
                format!("{first} And {} more, listed with the tools.", rest.len())
            }
        };
        let lane = match one.lane {
            OpenLane::Closed => Cell::judged(false, one.lane.words()),
            OpenLane::NoPatientInformation => one.lane.words().into(),
            OpenLane::Deidentified | OpenLane::AsWritten => Cell::judged(true, one.lane.words()),
        };
        vec![text(&one.name), text(&one.host), lane, why.into()]
    };
    Block::table(
        &[
            ("Connection", 3),
            ("Goes to", 4),
            ("Open lane", 4),
            ("Why no further", 7),
        ],
        connections.iter().map(row).collect(),
        "No connection is set up. Nothing leaves.",
    )
}

fn gaps(gaps: &[Gap]) -> Block {
    let row = |gap: &Gap| {
        let due = match (gap.due, gap.is_overdue) {
            (Some(day), true) => Cell::judged(false, format!("{day}, overdue")),
            (due, _) => day(due),
        };
        let (missing, next, minutes) = (&gap.missing, &gap.next, gap.minutes);
        vec![
            Cell::from(gap.at.as_str()),
            format!("{missing}. {next}; about {minutes} minutes.").into(),
            gap.unlocks.as_str().into(),
            stake(gap.stake),
            owner(gap.owner.as_ref()).into(),
            due,
        ]
    };
    Block::table(
        &[
            ("Where", 4),
            ("What is missing, and the next step", 9),
            ("Unlocks", 5),
            ("At risk", 2),
            ("Who", 3),
            ("Due", 3),
        ],
        gaps.iter().map(row).collect(),
        "None is open.",
    )
}

/// Every reason of a connection that has more than the first page has room for.
fn reasons(connection: &ConnectionRow) -> Vec<Block> {
    if connection.why.len() < 2 {
        return Vec::new();
    }
    let items = connection.why.clone();
    let title = format!("What keeps {} from opening further", connection.name);
    vec![Block::section(&title), Block::List { items }]
}

fn tools(review: &Review) -> Vec<Block> {
    let used = |one: &ConnectionRow| {
        let models: Vec<&str> = one.models.iter().map(Word::as_str).collect();
        vec![
            text(&one.name),
            one.provider.as_str().replace('_', " ").into(),
            models.join(", ").into(),
            one.replacing.as_str().into(),
        ]
    };
    let columns = [
        ("Connection", 3),
        ("Provider", 3),
        ("Models", 5),
        ("Patient details become", 3),
    ];
    let mut blocks = vec![
        Block::part("Tools and connections"),
        Block::table(
            &columns,
            review.connections.iter().map(used).collect(),
            "No connection is set up.",
        ),
    ];
    blocks.extend(review.connections.iter().flat_map(reasons));
    blocks.extend([
        Block::part("Where data goes"),
        approval(&review.flow),
        ways(&review.flow.ways),
        Block::text("The drawing of this map: anteroom flow export --format svg."),
        Block::part("Agreements, retention and training use"),
        terms(&review.agreements),
    ]);
    blocks
}

fn approval(flow: &FlowRow) -> Block {
    let (tone, title) = match (&flow.approved_by, flow.approved_on) {
        (Some(by), Some(on)) if flow.is_approved => {
            (Tone::Good, format!("Approved as it is, by {by} on {on}"))
        }
        (Some(by), Some(on)) => (
            Tone::Bad,
            format!("Approved by {by} on {on}; that approval no longer holds"),
        ),
        _ => (Tone::Bad, "Nobody has approved this map yet".to_owned()),
    };
    let lines = flow.changes.clone();
    Block::Callout { tone, title, lines }
}

fn ways(ways: &[WayRow]) -> Block {
    let row = |way: &WayRow| {
        vec![
            Cell::from(format!("{} to {}", way.from, way.to)),
            way.what.as_str().into(),
            way.data.words().into(),
            format!("{}; {}", way.region, way.encryption).into(),
            format!("{}; {}", way.retention, way.agreement).into(),
        ]
    };
    Block::table(
        &[
            ("Way", 4),
            ("What goes along", 4),
            ("At most", 3),
            ("Where, and how it is protected", 5),
            ("Kept for how long; agreement", 5),
        ],
        ways.iter().map(row).collect(),
        "Nothing is connected.",
    )
}

fn terms(services: &[AgreementRow]) -> Block {
    let row = |one: &AgreementRow| {
        vec![
            Cell::from(format!(
                "{}, {} at {} ({})",
                one.vendor, one.product, one.endpoint, one.region
            )),
            Cell::judged(one.is_covered, agreement(one)),
            match one.lacks {
                0 => "none".into(),
                lacks => Cell::judged(false, lacks.to_string()),
            },
            known(&one.retention),
            known(&one.training_use),
        ]
    };
    Block::table(
        &[
            ("Service", 4),
            ("Agreement", 5),
            ("Elements missing", 3),
            ("How long text is kept", 5),
            ("Models learn from it", 5),
        ],
        services.iter().map(row).collect(),
        "No service is on file.",
    )
}

/// Whether an agreement reaches a service, until when, and the connection that it serves.
fn agreement(one: &AgreementRow) -> String {
    let until = one.until.filter(|_| one.is_covered);
    let until = until.map(|day| format!(", until {day}"));
    let by = one
        .connection
        .as_ref()
        .map(|name| format!("; connection {name}"));
    let (until, by) = (until.unwrap_or_default(), by.unwrap_or_default());
    format!("{}{until}{by}", one.reach)
}

fn known(known: &Known) -> Cell {
    match &known.value {
        Some(value) => Cell::judged(known.is_good, format!("{value} ({})", known.standing)),
        None => Cell::judged(false, known.standing.as_str()),
    }
}

fn gates(review: &Review) -> Vec<Block> {
    let mut blocks = vec![Block::part("The eight gates")];
    let row = |gate: &GateRow| {
        vec![
            Cell::from(gate.title.as_str()),
            Cell::judged(gate.status.is_settled(), status(gate.status)),
            owner(gate.owner.as_ref()).into(),
            day(gate.due),
            gate.missing.len().to_string().into(),
        ]
    };
    blocks.push(Block::table(
        &[
            ("Gate", 5),
            ("Status", 3),
            ("Who", 4),
            ("Due", 3),
            ("Missing", 2),
        ],
        review.gates.iter().map(row).collect(),
        "There is none.",
    ));
    blocks.extend(review.gates.iter().flat_map(gate));
    blocks
}

fn gate(gate: &GateRow) -> Vec<Block> {
    let mut blocks = vec![Block::section(&gate.title)];
    if let Some(Todo {
        next,
        minutes,
        unlocks,
    }) = &gate.todo
    {
        blocks.push(Block::text(format!(
            "Next: {next}. About {minutes} minutes. Unlocks: {unlocks}"
        )));
    }
    blocks.push(conditions(gate));
    if !gate.evidence.is_empty() {
        let items = gate.evidence.iter().map(paper).collect();
        blocks.push(Block::List { items });
    }
    blocks
}

fn paper(paper: &Paper) -> String {
    let hash: String = paper.sha256.to_string().chars().take(SHORT).collect();
    format!("File: {}, SHA-256 begins {hash}", paper.name)
}

fn conditions(gate: &GateRow) -> Block {
    let row = |holds: bool| {
        move |says: &String| {
            let word = if holds { "in place" } else { "missing" };
            vec![Cell::judged(holds, word), Cell::from(says.as_str())]
        }
    };
    let missing = gate.missing.iter().map(row(false));
    let rows = missing.chain(gate.holds.iter().map(row(true))).collect();
    Block::table(&[("Status", 2), ("Condition", 13)], rows, "There is none.")
}

fn people(review: &Review) -> Vec<Block> {
    let row = |person: &PersonRow| {
        let word = if person.is_current {
            "current"
        } else {
            "not current"
        };
        let courses = match person.courses.is_empty() {
            true => "no course for this role is on file".to_owned(),
            false => person.courses.join("; "),
        };
        vec![
            text(&person.name),
            text(&person.role),
            Cell::judged(person.is_current, word),
            courses.into(),
        ]
    };
    let key = |key: &super::AccessRow| vec![text(&key.key), key.made.as_str().into()];
    vec![
        Block::part("People and training"),
        Block::table(
            &[("Name", 4), ("Role", 3), ("Training", 3), ("Courses", 8)],
            review.people.iter().map(row).collect(),
            "Nobody is on file.",
        ),
        Block::section("Keys in use"),
        Block::table(
            &[("Key", 3), ("Made on", 2)],
            review.access.iter().map(key).collect(),
            "No key is in use.",
        ),
    ]
}

fn risk(risk: &RiskRow) -> Vec<Block> {
    let signed = match (&risk.signed_by, risk.signed_on) {
        (Some(by), Some(on)) => format!("{by}, {on}"),
        _ => "nobody".to_owned(),
    };
    let fields = vec![
        Field::new("Systems and devices", risk.assets),
        Field::new("Not looked at yet", risk.unexamined),
        Field::new("High risks", risk.high),
        Field::new("Plans overdue", risk.overdue),
        Field::new(
            "Security Rule decided",
            format_args!("{} of {}", risk.decided, risk.entries),
        ),
        Field::new("Signed by", signed),
    ];
    vec![Block::part("Risk analysis"), Block::Fields { fields }]
}

fn activity(activity: &Activity) -> Vec<Block> {
    let (lately, in_all) = (&activity.last_30_days, &activity.in_all);
    let row = |what: &str, count: fn(&Tally) -> u64| {
        let (lately, in_all) = (count(lately).to_string(), count(in_all).to_string());
        vec![what.into(), Cell::from(lately), in_all.into()]
    };
    let mut rows = vec![
        row("Requests sent", |tally| tally.sent),
        row("Answers that came to their end", |tally| tally.answered),
        row("Requests refused, nothing sent", |tally| tally.refused),
        row("Changes of connections, approvals and keys", |tally| {
            tally.settings
        }),
        row("Records and files added", |tally| tally.records),
        row("Sign-ins", |tally| tally.signed_in),
        row("Sign-ins refused", |tally| tally.sign_ins_refused),
    ];
    for (kind, count) in &in_all.found {
        let lately = lately.found.get(kind).copied().unwrap_or(0);
        let kind = kind.as_str().replace('_', " ");
        rows.push(vec![
            format!("Found in requests: {kind}").into(),
            lately.to_string().into(),
            count.to_string().into(),
        ]);
    }
    vec![
        Block::part("Activity"),
        Block::text("Counted from the log, which holds kinds and numbers and no text."),
        Block::table(
            &[("What", 6), ("Last 30 days", 2), ("In all", 2)],
            rows,
            "Nothing.",
        ),
    ]
}

fn incidents(incidents: &[IncidentRow]) -> Vec<Block> {
    let row = |one: &IncidentRow| {
        let state = match (one.is_open, one.holds_sending) {
            (true, true) => Cell::judged(false, "open, all sending stopped"),
            (true, false) => Cell::judged(false, "open"),
            (false, _) => Cell::judged(true, "closed"),
        };
        let next = match (one.next_notice, one.is_overdue) {
            (Some(day), true) => Cell::judged(false, format!("{day}, overdue")),
            (next, _) => day(next),
        };
        let discovered = one.discovered.to_string();
        vec![
            Cell::from(one.id.as_str()),
            one.what.as_str().into(),
            discovered.into(),
            state,
            next,
        ]
    };
    vec![
        Block::part("Incidents"),
        Block::table(
            &[
                ("Incident", 2),
                ("What", 6),
                ("Discovered", 3),
                ("State", 4),
                ("Next notice by", 3),
            ],
            incidents.iter().map(row).collect(),
            "None is on file.",
        ),
    ]
}

fn log(review: &Review) -> Vec<Block> {
    let since = review.log_since.as_deref().unwrap_or("no day");
    let fields = vec![
        Field::new(
            "Log",
            format_args!("unbroken, {} entries since {since}", review.log_entries),
        ),
        Field::new("Anteroom", &review.version),
        Field::new("Prepared by", &review.prepared_by),
    ];
    let who = [
        "Compliance officer",
        "Practice owner or manager",
        "Reviewed by (attorney or auditor)",
    ];
    vec![
        Block::part("Version, log and signatures"),
        Block::Fields { fields },
        Block::text(format!("Root of the log: {}", review.log_root)),
        Block::text(format!("Rules that decide: {}", review.rule_set)),
        Block::text("Anybody can check the log against this root: anteroom audit verify."),
        Block::Signatures {
            who: who.map(str::to_owned).to_vec(),
        },
    ]
}

fn text(word: &Word) -> Cell {
    word.as_str().into()
}

fn day(day: Option<Date>) -> Cell {
    day.map_or("no day".to_owned(), |day| day.to_string())
        .into()
}

fn owner(owner: Option<&Word>) -> String {
    owner.map_or("nobody yet".to_owned(), ToString::to_string)
}

fn status(status: Status) -> &'static str {
    match status {
        Status::InProgress => "in progress",
        Status::NeedsRenewal => "needs renewal",
        Status::NotApplicable => "not applicable",
        Status::NotStarted => "not started",
        Status::Ready => "ready",
    }
}

fn stake(stake: Grade) -> Cell {
    match stake {
        Grade::High => Cell::judged(false, "high"),
        Grade::Medium => "medium".into(),
        Grade::Low => "low".into(),
    }
}
