//! `/setup`: the practice and the first person, once, step by step, by whoever holds the code that the server printed.
//!
//! What was typed is kept sealed (`office::opening`), over a restart too, until the last step records all of it.

mod finish;
mod paper;
mod said;
mod service;
mod steps;

use anteroom_gateway::Refusal;
use anteroom_office::Size;
use anteroom_office::account::{Passphrase, Sealed};
use anteroom_office::opening::{Draft, NotKept, Opening};
use anteroom_office::training::{Graded, Module, Question, RULES};
use anteroom_policy::deadline::Jurisdiction;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, Request, State};
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;

use self::said::{MARK, Said};
use self::service::Card;
use self::steps::{BEGINNERS, Step, Wrong};
use crate::edge::Edge;
use crate::page::{Files, Frame, Sent, page, see_other};
use crate::pages::error;

/// Every page of setting up.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/setup", get(begin))
        .route("/setup/{step}", get(show).post(post))
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Setup {
    frame: Frame,
    code: String,
    step: Step,
    draft: Draft,
    wrong: Vec<Wrong>,
    /// What the test of the connection said.
    tested: Option<String>,
    questions: Vec<Asked>,
    /// Whether the rules were answered, and all of it right.
    graded: Option<bool>,
}

/// A question of the 60-second rules, and what came of it.
struct Asked {
    question: &'static Question,
    chosen: Option<usize>,
    says: Option<(bool, &'static str)>,
}

impl Asked {
    /// Templates pass their counters by reference.
    fn has(&self, choice: &usize) -> bool {
        self.chosen.as_ref() == Some(choice)
    }
}

impl Setup {
    fn value(&self, name: &str) -> &str {
        self.draft.get(name)
    }

    /// Whether this is what was chosen, or what stands there before anybody chose.
    fn is_chosen(&self, name: &str, choice: &str, usual: &str) -> bool {
        match self.draft.get(name) {
            "" => choice == usual,
            chosen => choice == chosen,
        }
    }

    fn states(&self) -> impl Iterator<Item = Jurisdiction> {
        Jurisdiction::states()
    }

    fn sizes(&self) -> [&'static str; 3] {
        Size::ALL.map(Size::code)
    }

    fn beginners(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        BEGINNERS.iter().map(|(code, words, _)| (*code, *words))
    }

    fn cards(&self) -> &'static [Card] {
        Card::ALL
    }

    fn has_passphrase(&self) -> bool {
        self.draft.passphrase.is_some()
    }

    fn has_key(&self) -> bool {
        !self.draft.get("key").is_empty()
    }

    /// The file of the agreement that is kept, in words.
    fn paper(&self) -> Option<String> {
        let paper = self.draft.paper.as_ref()?;
        Some(format!("{}, {}", paper.named("agreement"), paper.size()))
    }

    fn wrong_with(&self, field: &str) -> Option<&str> {
        let mut wrong = self.wrong.iter().filter(|wrong| wrong.field == field);
        wrong.next().map(|wrong| wrong.says.as_str())
    }
}

/// Leads to the first step.
async fn begin(State(edge): State<Edge>, RawQuery(query): RawQuery) -> Response {
    let sent = Sent::of_query(query.as_deref());
    let code = sent.text("code");
    match opening(&edge, code) {
        Some(_) => see_other(&first(&edge).await.address(code)),
        None => error::setup_over(),
    }
}

/// The first step: the practice, unless `anteroom init` has set it up.
async fn first(edge: &Edge) -> Step {
    match Frame::of_stranger(edge).await.practice.is_empty() {
        true => Step::Practice,
        false => Step::You,
    }
}

async fn show(
    State(edge): State<Edge>,
    Path(step): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let sent = Sent::of_query(query.as_deref());
    let code = sent.text("code");
    let draft = opening(&edge, code).and_then(|opening| opening.draft(code, edge.now()));
    let Some(draft) = draft else {
        return error::setup_over();
    };
    match Step::named(&step) {
        Some(step) => {
            let said = match sent.get(MARK) {
                Some(_) => Said::of(&draft, step),
                None => Said::default(),
            };
            step_page(&edge, code, step, draft, said).await
        }
        None => error::not_found(Frame::of_stranger(&edge).await),
    }
}

async fn post(
    State(edge): State<Edge>,
    Path(step): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let (sent, files) = match paper::form(&edge, query.as_deref(), request).await {
        Ok(handed) => handed,
        Err(response) => return response,
    };
    let code = sent.text("code").to_owned();
    let draft = opening(&edge, &code).and_then(|opening| opening.draft(&code, edge.now()));
    let (Some(draft), Some(step)) = (draft, Step::named(&step)) else {
        return error::setup_over();
    };
    let (mut draft, wrong) = typed(step, draft, &sent, files).await;
    Said::forget(&mut draft);
    if let Err(response) = keep(&edge, &code, &draft).await {
        return response;
    }
    match sent.text("action") {
        "back" => see_other(&step.before().unwrap_or(step).address(&code)),
        "later" if step == Step::Rules => {
            finish::finish(&edge, &headers, &code, draft, false).await
        }
        "later" => later(&edge, &code, step, draft).await,
        "finish" => finish::finish(&edge, &headers, &code, draft, true).await,
        action => next(&edge, &code, step, draft, wrong, action == "test").await,
    }
}

/// Keeps the draft. It waits for the disk, so it is done aside.
async fn keep(edge: &Edge, code: &str, draft: &Draft) -> Result<(), Response> {
    let Some(opening) = edge.opening.clone() else {
        return Err(error::setup_over());
    };
    let (code, draft, now) = (code.to_owned(), draft.clone(), edge.now());
    let kept = tokio::task::spawn_blocking(move || opening.keep(&code, draft, now));
    match kept.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(NotKept::Closed)) => Err(error::setup_over()),
        Ok(Err(NotKept::Failed(failed))) => {
            tracing::error!(error = %failed, "what is typed while setting up cannot be kept");
            Err(error::broken(Frame::of_stranger(edge).await))
        }
        Err(_) => Err(error::broken(Frame::of_stranger(edge).await)),
    }
}

/// Takes what was typed into the draft; says what is wrong with a passphrase or a file, which are not kept as they are.
async fn typed(step: Step, mut draft: Draft, sent: &Sent, files: Files) -> (Draft, Vec<Wrong>) {
    for name in step.fields() {
        if let Some(value) = sent.get(name) {
            draft.set(name, value.trim());
        }
    }
    if let Some(key) = sent.get("key").filter(|key| !key.trim().is_empty()) {
        draft.set("key", key.trim());
    }
    if let Some(module) = rules().filter(|_| step == Step::Rules) {
        for question in &module.questions {
            let name = format!("q.{}", question.id);
            draft.set(&name, sent.text(&name));
        }
    }
    let wrong = match step {
        Step::You if !is_same(sent) => Some(Wrong::new(
            "again",
            "The two are not the same. Type both again.",
        )),
        Step::You => match sent.get("passphrase").filter(|typed| !typed.is_empty()) {
            Some(typed) => passphrase(&mut draft, typed).await,
            None => None,
        },
        Step::Agreement => paper::take(&mut draft, sent, files),
        _ => None,
    };
    (draft, wrong.into_iter().collect())
}

/// Whether a passphrase that was typed twice is the same both times. Where it could be looked at, it is typed once.
fn is_same(sent: &Sent) -> bool {
    let again = sent.get("again");
    again.is_none_or(|again| again == sent.get("passphrase").unwrap_or_default())
}

async fn passphrase(draft: &mut Draft, typed: &str) -> Option<Wrong> {
    let passphrase = Passphrase::typed(typed.to_owned());
    let own = [draft.get("name"), draft.get("id")];
    if let Err(weak) = passphrase.check(&own) {
        let says = crate::page::sentence(&weak.to_string());
        draft.passphrase = None;
        return Some(Wrong::new("passphrase", &says));
    }
    draft.passphrase = sealed(passphrase).await;
    let says = "The passphrase could not be kept. Try again.";
    draft
        .passphrase
        .is_none()
        .then(|| Wrong::new("passphrase", says))
}

/// Leaves a step for later, where that is safe: nothing leaves, and no agreement is claimed.
async fn later(edge: &Edge, code: &str, step: Step, mut draft: Draft) -> Response {
    match step {
        Step::Service => draft.set("card", "practice"),
        Step::Agreement => {
            draft.set("status", "none");
            draft.paper = None;
        }
        _ => return see_other(&step.address(code)),
    }
    match keep(edge, code, &draft).await {
        Ok(()) => see_other(&step.after().unwrap_or(step).address(code)),
        Err(response) => response,
    }
}

/// The day where the practice works: in the state that was chosen, unless `anteroom init` has set it up.
async fn today(edge: &Edge, draft: &Draft) -> Result<Date, Refusal> {
    edge.gateway.today_or_in(draft.get("state")).await
}

/// Whether this is not said by what was found wrong already: a passphrase that could not be taken is not missing.
fn is_news(one: &Wrong, told: &[Wrong]) -> bool {
    let said = |field: &str| told.iter().any(|wrong| wrong.field == field);
    let is_told = said(&one.field) || (one.field == "passphrase" && said("again"));
    !is_told
}

/// The next step, or this one again with what is wrong.
async fn next(
    edge: &Edge,
    code: &str,
    step: Step,
    draft: Draft,
    mut wrong: Vec<Wrong>,
    is_test: bool,
) -> Response {
    let frame = Frame::of_stranger(edge).await;
    let Ok(today) = today(edge, &draft).await else {
        return error::broken(frame);
    };
    let more = step.wrong(&draft, frame.practice.is_empty(), today);
    let more: Vec<Wrong> = more
        .into_iter()
        .filter(|one| is_news(one, &wrong))
        .collect();
    wrong.extend(more);
    let mut tested = None;
    if step == Step::Service && wrong.is_empty() {
        match service::test(&draft).await {
            Ok(says) => tested = says,
            Err(says) => wrong.push(says),
        }
    }
    match step.after() {
        _ if !wrong.is_empty() => Said::wrong(wrong).at(edge, code, step, draft).await,
        Some(after) if !is_test => see_other(&after.address(code)),
        _ => Said::tested(tested).at(edge, code, step, draft).await,
    }
}

async fn step_page(
    edge: &Edge,
    code: &str,
    step: Step,
    draft: Draft,
    Said { wrong, tested, .. }: Said,
) -> Response {
    let graded = grade(&draft).filter(|_| step == Step::Rules);
    let setup = Setup {
        frame: Frame::of_stranger(edge).await,
        code: code.to_owned(),
        step,
        questions: asked(&draft, graded.as_ref()),
        graded: graded.map(|graded| graded.passed),
        draft,
        wrong,
        tested,
    };
    page(&setup)
}

fn rules() -> Option<&'static Module> {
    Module::named(RULES).ok().flatten()
}

/// What the answers to the 60-second rules are worth; none before every question has one.
fn grade(draft: &Draft) -> Option<Graded> {
    let chosen = |id: &str| draft.get(&format!("q.{id}")).parse().ok();
    rules()?.grade(0, chosen).ok()
}

fn asked(draft: &Draft, graded: Option<&Graded>) -> Vec<Asked> {
    let questions = rules().map_or(&[][..], |module| &module.questions);
    let asked = questions.iter().map(|question| {
        let chosen = draft.get(&format!("q.{}", question.id)).parse().ok();
        let right = chosen.is_some_and(|choice| question.is_right(choice));
        Asked {
            question,
            chosen,
            says: graded.map(|_| (right, question.why.as_str())),
        }
    });
    asked.collect()
}

fn opening<'e>(edge: &'e Edge, code: &str) -> Option<&'e Opening> {
    let opening = edge.opening.as_deref()?;
    opening.is_open_to(code, edge.now()).then_some(opening)
}

/// Sealing takes long, so it is done aside.
pub(crate) async fn sealed(passphrase: Passphrase) -> Option<Sealed> {
    let salt = crate::chance::bytes()?;
    let sealing = tokio::task::spawn_blocking(move || passphrase.seal(&salt));
    sealing.await.ok()?.ok()
}
