//! Setting up in the browser: step by step, back and forth, once.

use anteroom_gateway::Clock;
use anteroom_office::training::{Completion, Module, Person, RULES};
use anteroom_office::vendor::{Agreement, Party};
use anteroom_office::{Desk, Profile, Size};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, Options, PASSPHRASE, Shown};
use anyhow::{Context as _, Result};
use jiff::civil::Date;

const CODE: &str = "ABCD-EFGH";

async fn app() -> Result<App> {
    App::start_with(Options {
        setup_code: Some(CODE),
        ..Options::default()
    })
    .await
}

/// Sends a step with the code.
async fn step(who: &mut Browser<'_>, step: &str, fields: &[(&str, &str)]) -> Result<Shown> {
    let mut all = vec![("code", CODE)];
    all.extend(fields);
    let sent = who.post(&format!("/setup/{step}"), &all).await?;
    said(who, sent).await
}

/// The page of a step that has something to say of what was sent: the browser is led to it, so that going back sends no form
/// again.
async fn said(who: &mut Browser<'_>, sent: Shown) -> Result<Shown> {
    match sent.location.ends_with("&look=again") {
        true => {
            assert_eq!(sent.status, 303, "no page is the answer to a form");
            who.get(&sent.location).await
        }
        false => Ok(sent),
    }
}

/// Where a step leads next.
async fn leads(who: &mut Browser<'_>, from: &str, fields: &[(&str, &str)], to: &str) -> Result<()> {
    let sent = step(who, from, fields).await?;
    assert_eq!(sent.status, 303, "{from}: {}", sent.html);
    assert_eq!(sent.location, format!("/setup/{to}?code={CODE}"), "{from}");
    Ok(())
}

const PRACTICE: [(&str, &str); 4] = [
    ("practice", "Elm Street Clinic"),
    ("state", "OH"),
    ("size", "6-20"),
    ("phone", "614-555-0100"),
];
const DANA: [(&str, &str); 4] = [
    ("name", "Dana Whitfield"),
    ("id", "dana"),
    ("passphrase", PASSPHRASE),
    ("role", "both"),
];

/// The right answers to the 60-second rules, or wrong ones.
fn rules(right: bool) -> Result<Vec<(String, String)>> {
    let module = Module::named(RULES)?.context("no rules")?;
    let answers = module.questions.iter().map(|question| {
        let mut all = 0..question.choices.len();
        let choice = all.find(|at| question.is_right(*at) == right).unwrap_or(0);
        (format!("q.{}", question.id), choice.to_string())
    });
    Ok(answers.collect())
}

async fn answer(who: &mut Browser<'_>, right: bool, action: &str) -> Result<Shown> {
    let rules = rules(right)?;
    let mut fields: Vec<(&str, &str)> = rules.iter().map(|(q, a)| (&**q, &**a)).collect();
    fields.push(("action", action));
    step(who, "rules", &fields).await
}

fn desk(app: &App) -> Desk {
    let by = By {
        actor: anteroom_audit::Actor::System,
        at: anteroom_audit::Micros(0),
    };
    Desk::new(app.store.clone(), by, Date::MIN)
}

/// The first steps of a practice whose model runs on a machine of its own.
async fn own_machine(dana: &mut Browser<'_>, url: &str) -> Result<()> {
    leads(dana, "practice", &PRACTICE, "you").await?;
    leads(dana, "you", &DANA, "service").await?;
    let service = [
        ("card", "own"),
        ("url", url),
        ("key", "upstream-secret"),
        ("model", "o-echo"),
    ];
    leads(dana, "service", &service, "agreement").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_steps_lead_to_a_practice_whose_first_person_is_signed_in() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    let begun = dana.get(&format!("/setup?code={CODE}")).await?;
    assert_eq!(begun.location, format!("/setup/practice?code={CODE}"));
    let shown = dana.get(&begun.location).await?;
    assert!(shown.html.contains("Step 1 of 6"));
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    leads(&mut dana, "you", &DANA, "service").await?;
    let url = app.upstream.url();
    let service = [
        ("card", "own"),
        ("url", url.as_str()),
        ("key", "upstream-secret"),
        ("model", "o-echo"),
    ];
    let tested = step(
        &mut dana,
        "service",
        &[&service[..], &[("action", "test")]].concat(),
    )
    .await?;
    assert!(
        tested.html.contains("with the model o-echo"),
        "{}",
        tested.html
    );
    leads(&mut dana, "service", &service, "agreement").await?;
    let asked = [("status", "asked"), ("party", "Elm Hosting, Inc.")];
    leads(&mut dana, "agreement", &asked, "rules").await?;
    assert!(
        app.store.practice().await?.is_none(),
        "nothing is written before the end"
    );
    let wrong = answer(&mut dana, false, "next").await?;
    assert!(
        wrong.html.contains("Not all are right yet.")
            && wrong.html.contains("The flyer is the same for all")
    );
    let forced = answer(&mut dana, false, "finish").await?;
    assert!(
        forced.html.contains("Not all are right yet."),
        "the gate holds"
    );
    let right = answer(&mut dana, true, "next").await?;
    assert!(right.html.contains("All three are right."));
    let done = answer(&mut dana, true, "finish").await?;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, "/welcome"),
        "{}",
        done.html
    );
    let welcome = dana.get("/welcome").await?;
    assert!(welcome.html.contains("Step 6 of 6") && welcome.html.contains("Level 1"));
    assert_eq!(
        dana.get("/tasks/patient-handout?example").await?.status,
        200
    );
    let over = dana.get(&format!("/setup?code={CODE}")).await?;
    assert_eq!(over.status, 404, "the code is used up");

    let desk = desk(&app);
    let profile = desk.find::<Profile>(&Profile::id()?).await?.record;
    assert_eq!(profile.size, Some(Size::Middle));
    assert_eq!(profile.phone.context("no phone")?.as_str(), "614-555-0100");
    let party = desk
        .find::<Party>(&"elm-hosting-inc".parse()?)
        .await?
        .record;
    assert_eq!(party.name.as_str(), "Elm Hosting, Inc.");
    let agreement = desk
        .find::<Agreement>(&"elm-hosting-inc.1".parse()?)
        .await?
        .record;
    assert!(agreement.requested_on.is_some() && !agreement.signed_by_both);
    assert_eq!(
        desk.find::<Person>(&"dana".parse()?)
            .await?
            .record
            .name
            .as_str(),
        "Dana Whitfield"
    );
    let taken = desk.all::<Completion>().await?;
    assert_eq!(taken.len(), 1);
    assert!(
        taken
            .iter()
            .all(|kept| kept.record.course.as_str() == RULES)
    );
    Ok(())
}

/// On the evening of 24 November in Ohio it is the 25th already at the other end of the country.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_person_is_dated_by_the_clock_of_the_state_that_was_chosen() -> Result<()> {
    let evening = Clock::standing_at("2026-11-25T01:00:00Z".parse()?);
    let app = App::start_with(Options {
        setup_code: Some(CODE),
        clock: evening,
        ..Options::default()
    })
    .await?;
    let mut dana = Browser::new(&app)?;
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    leads(&mut dana, "you", &DANA, "service").await?;
    leads(&mut dana, "service", &[("action", "later")], "agreement").await?;
    let asked = |day| {
        [
            ("status", "asked"),
            ("party", "Elm Hosting"),
            ("asked", day),
        ]
    };
    let early = step(&mut dana, "agreement", &asked("2026-11-25")).await?;
    assert_eq!(early.status, 200);
    assert!(early.html.contains("<title>Error: "));
    assert!(
        early.html.contains("It cannot be in the future."),
        "{}",
        early.html
    );
    leads(&mut dana, "agreement", &asked("2026-11-24"), "rules").await?;
    let done = step(&mut dana, "rules", &[("action", "later")]).await?;
    assert_eq!(done.location, "/welcome", "{}", done.html);
    let person = desk(&app).find::<Person>(&"dana".parse()?).await?.record;
    assert_eq!(person.started_on, Date::constant(2026, 11, 24));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_stays_on_the_way_back_and_secrets_are_not_shown_again() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    leads(&mut dana, "you", &DANA, "service").await?;
    let service = [
        ("card", "cloud"),
        ("url", "https://ai.example.org"),
        ("key", "secret-key-1"),
        ("action", "back"),
    ];
    leads(&mut dana, "service", &service, "you").await?;
    let you = dana.get(&format!("/setup/you?code={CODE}")).await?;
    assert!(you.html.contains("value=\"Dana Whitfield\"") && you.html.contains("Yours is kept."));
    assert!(!you.html.contains(PASSPHRASE));
    leads(
        &mut dana,
        "you",
        &[("name", "Dana W."), ("id", "dana"), ("role", "both")],
        "service",
    )
    .await?;
    let service = dana.get(&format!("/setup/service?code={CODE}")).await?;
    assert!(service.html.contains("https://ai.example.org"));
    assert!(!service.html.contains("secret-key-1"));
    let practice = dana.get(&format!("/setup/practice?code={CODE}")).await?;
    assert!(practice.html.contains("value=\"614-555-0100\""));
    let mut stranger = Browser::new(&app)?;
    for path in ["/setup/you?code=ABCD-EFGJ", "/setup/you", "/setup"] {
        let shown = stranger.get(path).await?;
        assert_eq!(shown.status, 404, "{path}");
        assert!(!shown.html.contains("Dana"));
    }
    let forged = stranger
        .post("/setup/you", &[("code", "ABCD-EFGJ"), ("name", "Eve")])
        .await?;
    assert_eq!(forged.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_setting_up_is_the_answer_to_a_form() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    let wrong = [("code", CODE), ("phone", "call us")];
    let sent = dana.post("/setup/practice", &wrong).await?;
    let said = format!("/setup/practice?code={CODE}&look=again");
    assert_eq!((sent.status, &*sent.location), (303, &*said));
    assert!(sent.html.is_empty(), "{}", sent.html);
    let shown = dana.get(&said).await?.html;
    assert!(shown.contains("role=\"alert\"") && shown.contains("value=\"call us\""));
    let plain = dana.get(&format!("/setup/practice?code={CODE}")).await?;
    assert!(!plain.html.contains("role=\"alert\""), "{}", plain.html);
    assert!(plain.html.contains("value=\"call us\""));
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    let later = dana.get(&said).await?.html;
    assert!(!later.contains("role=\"alert\""), "it was mended: {later}");
    leads(&mut dana, "you", &DANA, "service").await?;
    let url = app.upstream.url();
    let test = [
        ("card", "own"),
        ("url", &*url),
        ("model", "o-echo"),
        ("action", "test"),
    ];
    let all = [&[("code", CODE)][..], &test].concat();
    let sent = dana.post("/setup/service", &all).await?;
    assert_eq!(
        sent.location,
        format!("/setup/service?code={CODE}&look=again")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_that_is_typed_twice_is_the_same_both_times() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    let you = dana.get(&format!("/setup/you?code={CODE}")).await?.html;
    assert!(you.contains("name=\"again\" type=\"password\""), "{you}");
    let slip = [&DANA[..], &[("again", "violin harbor mustart")]].concat();
    let slipped = step(&mut dana, "you", &slip).await?.html;
    assert!(slipped.contains("id=\"again-said\""), "{slipped}");
    assert!(
        !slipped.contains("id=\"passphrase-said\""),
        "once: {slipped}"
    );
    assert!(!slipped.contains("Yours is kept"), "{slipped}");
    let same = [&DANA[..], &[("again", PASSPHRASE)]].concat();
    leads(&mut dana, "you", &same, "service").await?;
    let neither = [
        ("name", "Dana W."),
        ("id", "dana"),
        ("passphrase", ""),
        ("again", ""),
    ];
    leads(&mut dana, "you", &neither, "service").await?;
    let half = [("name", "Dana W."), ("id", "dana"), ("again", PASSPHRASE)];
    let half = step(&mut dana, "you", &half).await?.html;
    assert!(half.contains("id=\"again-said\""), "{half}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_work_is_said_in_plain_words_and_practice_mode_always_does() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    let nothing = step(&mut dana, "practice", &[("phone", "call us")]).await?;
    assert_eq!(nothing.status, 200);
    assert!(nothing.html.contains("<title>Error: "));
    for says in [
        "Write the name of your practice.",
        "Choose the state",
        "with its area code",
    ] {
        assert!(nothing.html.contains(says), "{says}");
    }
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    let weak = [
        ("name", "Dana Whitfield"),
        ("id", "dana"),
        ("passphrase", "short"),
        ("role", "both"),
    ];
    let weak = step(&mut dana, "you", &weak).await?;
    assert_eq!(weak.status, 200);
    assert!(weak.html.contains("id=\"passphrase-said\""));
    assert!(!weak.html.contains("value=\"short\""));
    leads(&mut dana, "you", &DANA, "service").await?;
    let gone = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let (https, http) = (
        format!("https://{}", gone.local_addr()?),
        format!("http://{}", gone.local_addr()?),
    );
    drop(gone);
    for (url, says) in [
        (http.as_str(), "Nobody answers at this address"),
        (https.as_str(), "Nobody answers at this address"),
        ("http://ai.example.org", "Use https"),
        ("ai", "Not an address"),
    ] {
        let shown = step(&mut dana, "service", &[("card", "own"), ("url", url)]).await?;
        assert_eq!(shown.status, 200, "{url}");
        assert!(shown.html.contains(says), "{url}: {}", shown.html);
        assert!(shown.html.contains("Practice mode works in any case."));
    }
    leads(&mut dana, "service", &[("action", "later")], "agreement").await?;
    leads(&mut dana, "agreement", &[("action", "later")], "rules").await?;
    let done = step(&mut dana, "rules", &[("action", "later")]).await?;
    assert_eq!(done.location, "/welcome", "{}", done.html);
    let home = dana.get("/").await?;
    assert!(home.html.contains("Level 0: Practice mode"));
    assert!(app.store.snapshot().await?.live().next().is_none());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_the_rules_for_later_writes_nothing_real_before_they_are_passed() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    own_machine(&mut dana, &app.upstream.url()).await?;
    leads(&mut dana, "agreement", &[("action", "later")], "rules").await?;
    let done = step(&mut dana, "rules", &[("action", "later")]).await?;
    assert_eq!(done.location, "/welcome");
    let welcome = dana.get("/welcome").await?.html;
    let lesson = format!("href=\"/training/{RULES}/quiz\"");
    assert!(welcome.contains(&lesson), "{welcome}");
    for later in ["Open the handout", "Show me"] {
        assert!(!welcome.contains(later), "{later} leads nowhere: {welcome}");
    }
    let console = dana.get("/console").await?.html;
    for way in [
        "then approve the connection.",
        "<a href=\"/console/vendors\">See vendors</a>",
    ] {
        assert!(console.contains(way), "{way}: {console}");
    }
    assert!(!console.contains("anteroom connection"), "{console}");
    let closed = dana.get("/tasks/patient-handout").await?;
    assert_eq!(closed.status, 403);
    assert!(closed.html.contains("60-second rules first"));
    let path = format!("/training/{RULES}/quiz");
    let quiz = dana.get(&path).await?;
    let answers = rules(true)?;
    let answers: Vec<(&str, &str)> = answers.iter().map(|(q, a)| (&**q, &**a)).collect();
    let passed = dana.send(&quiz, &path, &answers).await?.html;
    assert!(passed.contains("You passed"), "{passed}");
    assert!(passed.contains("href=\"/welcome\""), "{passed}");
    assert_eq!(dana.get("/tasks/patient-handout").await?.status, 200);
    let welcome = dana.get("/welcome").await?;
    assert!(welcome.html.contains("Open the handout"));
    let shown = slip(&mut dana, &welcome).await?.html;
    assert!(shown.contains("compliance officer"), "{shown}");
    assert!(!shown.contains("anteroom connection"), "{shown}");
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    assert_eq!(
        maya.get("/tasks/patient-handout").await?.status,
        403,
        "everybody passes them"
    );
    Ok(())
}

/// Presses "Show me" on the last page of setting up, and follows it to where it is stopped.
async fn slip(who: &mut Browser<'_>, welcome: &Shown) -> Result<Shown> {
    let fields = [
        ("f.topic", welcome.hidden("f.topic")?),
        ("f.reader", welcome.hidden("f.reader")?),
        ("f.goal", welcome.hidden("f.goal")?),
        ("f.must_include", welcome.hidden("f.must_include")?),
        ("action", welcome.hidden("action")?),
    ];
    let sent = who.send(welcome, "/tasks/patient-handout", &fields).await?;
    match sent.location.is_empty() {
        true => Ok(sent),
        false => who.follow(&sent.location).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_says_that_setting_up_comes_first() -> Result<()> {
    const SAYS: &str = "Anteroom is not set up yet";
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    assert_eq!(dana.get("/").await?.location, "/sign-in");
    let door = dana.get("/sign-in").await?.html;
    for says in [SAYS, "Anteroom printed it where it was started"] {
        assert!(door.contains(says), "{says}: {door}");
    }
    assert!(!door.contains(CODE), "the link itself is no stranger's");
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    leads(&mut dana, "you", &DANA, "service").await?;
    leads(&mut dana, "service", &[("card", "practice")], "agreement").await?;
    leads(&mut dana, "agreement", &[("action", "later")], "rules").await?;
    let done = answer(&mut dana, true, "finish").await?;
    assert_eq!(done.location, "/welcome", "{}", done.html);
    let door = Browser::new(&app)?.get("/sign-in").await?.html;
    assert!(!door.contains(SAYS), "{door}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_needs_no_agreement_reads_why_and_what_is_still_to_be_signed() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    own_machine(&mut dana, &app.upstream.url()).await?;
    let own = [("status", "na"), ("reason", "It is our <b>own</b> server.")];
    leads(&mut dana, "agreement", &own, "rules").await?;
    let done = answer(&mut dana, true, "finish").await?;
    assert_eq!(done.location, "/welcome", "{}", done.html);
    let vendor = dana.get("/console/vendors/own-machines").await?.html;
    for says in [
        "It is our &#60;b&#62;own&#60;/b&#62; server.",
        "href=\"/console/vendors/own-machines/no-agreement\"",
        "href=\"/console/vendors/own-machines/services/new\"",
    ] {
        assert!(vendor.contains(says), "{says}: {vendor}");
    }
    assert!(!vendor.contains("<code>"), "a page does it: {vendor}");
    let gate = dana.get("/console/readiness/baa").await?.html;
    for says in [
        "href=\"/console/vendors/own-machines\"",
        "this gate can be marked \"Not applicable\" here",
    ] {
        assert!(gate.contains(says), "{says}: {gate}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_who_finish_at_once_one_does() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    leads(&mut dana, "you", &DANA, "service").await?;
    let fields = [("code", CODE), ("action", "later")];
    let posts = (0..4).map(|_| dana.form("/setup/rules", &fields).send());
    let answers = futures_util::future::join_all(posts).await;
    let done = answers
        .iter()
        .flatten()
        .filter(|answer| answer.status() == 303);
    assert_eq!(done.count(), 1);
    assert_eq!(app.store.evidence("account").await?.len(), 1);
    Ok(())
}

/// Sends the agreement's step as a browser does: with a file.
async fn paper(
    who: &mut Browser<'_>,
    code: &str,
    fields: &[(&str, &str)],
    file: &[u8],
) -> Result<Shown> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    body.extend(b"--xyz\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"Harriet Lindgren.pdf\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--xyz--\r\n");
    let sent = who
        .post_body(
            &format!("/setup/agreement?code={code}"),
            "multipart/form-data; boundary=xyz",
            body,
        )
        .await?;
    said(who, sent).await
}

const SIGNED: [(&str, &str); 5] = [
    ("code", CODE),
    ("status", "signed"),
    ("party", "Elm Hosting, Inc."),
    ("since", "2026-01-01"),
    ("until", "2999-12-31"),
];
const PDF: &[u8] = b"%PDF-1.7\nwe both sign\n%%EOF\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_signed_paper_is_kept_sealed_and_goes_on_file_with_the_agreement() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    leads(&mut dana, "practice", &PRACTICE, "you").await?;
    leads(&mut dana, "you", &DANA, "service").await?;
    leads(&mut dana, "service", &[("card", "practice")], "agreement").await?;
    let sent = paper(&mut dana, CODE, &SIGNED, PDF).await?;
    assert_eq!(
        sent.location,
        format!("/setup/rules?code={CODE}"),
        "{}",
        sent.html
    );
    let back = step(&mut dana, "rules", &[("action", "back")]).await?;
    let shown = dana.get(&back.location).await?;
    assert!(shown.html.contains("Kept so far: agreement.pdf, 1 KB."));
    assert!(shown.html.contains("value=\"2999-12-31\"") && !shown.html.contains("Harriet"));
    for name in ["setup.typed", "setup.paper"] {
        let raw = std::fs::read(app.data().join(name))?;
        let raw = String::from_utf8_lossy(&raw);
        assert!(
            !raw.contains("both sign") && !raw.contains("Dana"),
            "{name}"
        );
    }
    // Without a new file the one that is kept stays.
    let again = paper(&mut dana, CODE, &SIGNED, b"").await?;
    assert_eq!(again.status, 303);
    let done = answer(&mut dana, true, "finish").await?;
    assert_eq!(done.location, "/welcome", "{}", done.html);
    let agreement = desk(&app)
        .find::<Agreement>(&"elm-hosting-inc.1".parse()?)
        .await?
        .record;
    let document = agreement.document.context("no paper")?;
    assert_eq!(document.name.as_str(), "agreement.pdf");
    let kept = app.store.file_content(&document.file).await?;
    assert_eq!(&**kept, PDF);
    assert!(
        !app.data().join("setup.typed").exists() && !app.data().join("setup.paper").exists(),
        "nothing is left of the draft"
    );
    the_vendor_shows_its_paper_and_what_to_do(&app, &mut dana, document.file.as_str()).await
}

/// The page of the vendor leads on: to the kept paper, to the reading of the agreement, and to the
/// pages on which the rest is done.
async fn the_vendor_shows_its_paper_and_what_to_do(
    app: &App,
    dana: &mut Browser<'_>,
    file: &str,
) -> Result<()> {
    let vendor = "/console/vendors/elm-hosting-inc";
    let path = format!("{vendor}/papers/{file}");
    let page = dana.get(vendor).await?.html;
    for says in [
        path.as_str(),
        "href=\"/console/vendors/elm-hosting-inc/agreements/elm-hosting-inc.1\"",
        "href=\"/console/vendors/elm-hosting-inc/agreements/elm-hosting-inc.1/change\">Say what it covers",
        "href=\"/console/vendors/elm-hosting-inc/services/new\"",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("<code>"), "a page does it: {page}");
    assert!(
        !page.contains("Say what became of it"),
        "it is signed: {page}"
    );
    let paper = dana.get(&path).await?;
    assert_eq!((paper.status, paper.html.as_bytes()), (200, PDF));
    let kept = paper.headers.get("content-disposition");
    let kept = kept.context("it would open as a page")?.to_str()?;
    assert_eq!(kept, "attachment; filename=\"agreement.pdf\"");
    let other = format!("{vendor}/papers/019a0000-0000-7000-8000-000000000000");
    assert_eq!(dana.get(&other).await?.status, 404);
    let mut maya = Browser::of(app, "maya", &[Role::FrontDesk]).await?;
    assert_eq!(maya.get(&path).await?.status, 403);
    let mut stranger = Browser::new(app)?;
    assert_eq!(stranger.get(&path).await?.location, "/sign-in");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_that_is_none_is_refused_and_no_stranger_sends_one() -> Result<()> {
    let app = app().await?;
    let mut dana = Browser::new(&app)?;
    for (file, says) in [
        (
            &b"PK\x03\x04 a bomb"[..],
            "Word, zip and other packed files are not taken",
        ),
        (
            b"\x1f\x8b\x08 a bomb",
            "Word, zip and other packed files are not taken",
        ),
        (
            b"<script>alert(1)</script>",
            "This is no PDF, JPEG or PNG file",
        ),
        (b"%PDF-1.7 cut", "The end of this file is missing"),
    ] {
        let shown = paper(&mut dana, CODE, &SIGNED, file).await?;
        assert_eq!(shown.status, 200, "{says}");
        assert!(shown.html.contains(says), "{says}: {}", shown.html);
        assert!(!shown.html.contains("Kept so far"), "{says}");
        assert!(shown.html.contains("value=\"Elm Hosting, Inc.\""), "{says}");
    }
    let large = vec![b'x'; 11 << 20];
    let shown = paper(&mut dana, CODE, &SIGNED, &large).await?;
    assert_eq!(shown.status, 200);
    assert!(shown.html.contains("larger than 10 MB"), "{}", shown.html);
    let mut stranger = Browser::new(&app)?;
    let shown = paper(&mut stranger, "ABCD-EFGJ", &SIGNED, PDF).await?;
    assert_eq!(shown.status, 404);
    let unsigned = [("code", CODE), ("status", "none")];
    let shown = paper(&mut dana, CODE, &unsigned, PDF).await?;
    assert!(shown.html.contains("Choose Signed, or leave the file out."));
    let without = [("code", CODE), ("status", "none"), ("drop_paper", "yes")];
    let shown = paper(&mut dana, CODE, &without, b"").await?;
    assert_eq!(shown.location, format!("/setup/rules?code={CODE}"));
    Ok(())
}
