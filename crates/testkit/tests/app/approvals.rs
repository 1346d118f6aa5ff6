//! Approvals in the browser: what the front desk writes for patients waits for a clinician, and nobody else decides.

use anteroom_audit::{Actor, EntryNo, Micros, What};
use anteroom_office::held;
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, OnFile, Shown};
use anyhow::{Context as _, Result};
use jiff::civil::Date;

const HANDOUT: [(&str, &str); 4] = [
    ("f.topic", "How to care for a wheelchair"),
    ("f.reader", "adult"),
    ("f.goal", "prepare"),
    ("action", "create"),
];

/// Words that only the answer, or what was asked, holds.
const WORD: &str = "wheelchair";

/// The front desk writes a handout; gives the page of the work.
async fn written(maya: &mut Browser<'_>) -> Result<String> {
    let form = maya.get("/tasks/patient-handout").await?;
    let sent = maya.send(&form, "/tasks/patient-handout", &HANDOUT).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    maya.get_finished(&sent.location).await?;
    Ok(sent.location)
}

/// Where the only row of the queue leads.
fn first(queue: &Shown) -> Result<String> {
    let (_, rest) = queue.html.split_once("<td><a href=\"").context("a row")?;
    Ok(rest.split('"').next().context("an address")?.to_owned())
}

async fn decide(
    who: &mut Browser<'_>,
    at: &str,
    how: &str,
    fields: &[(&str, &str)],
) -> Result<Shown> {
    let page = who.get("/approvals").await?;
    who.send(&page, &format!("{at}/{how}"), fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handout_of_the_front_desk_is_seen_by_its_asker_once_a_clinician_released_it()
-> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    assert!(
        cora.get("/approvals")
            .await?
            .html
            .contains("Nothing waits for you")
    );
    let run = written(&mut maya).await?;
    let waits = maya.get(&run).await?;
    assert!(
        waits.html.contains("Waiting for approval"),
        "{}",
        waits.html
    );
    assert!(!waits.html.contains(WORD));
    for shut in [format!("{run}/edit"), format!("{run}/review")] {
        assert_eq!(maya.get(&shut).await?.location, run, "{shut}");
    }
    let home = cora.get("/").await?;
    assert!(home.html.contains("1 text waits for you to release it"));
    let queue = cora.get("/approvals").await?;
    assert!(queue.html.contains("Patient handout") && queue.html.contains("maya"));
    assert!(!queue.html.contains(WORD), "the queue shows no content");
    let at = first(&queue)?;
    let shown = cora.get(&at).await?;
    assert!(shown.html.contains(WORD) && shown.html.contains("As it left, with markers"));
    let unread = decide(&mut cora, &at, "release", &[]).await?;
    assert_eq!(unread.status, 400);
    let released = decide(&mut cora, &at, "release", &[("read", "yes")]).await?;
    assert_eq!((released.status, &*released.location), (303, "/approvals"));
    assert!(maya.get("/").await?.html.contains("was released"));
    let result = maya.get(&run).await?;
    assert!(result.html.contains(WORD));
    assert!(result.html.contains("cora (clinician)"), "{}", result.html);
    assert!(!maya.get("/").await?.html.contains("was released"));
    assert!(maya.get(&at).await?.html.contains(WORD), "hers now");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_reads_or_decides_and_nobody_decides_twice() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    written(&mut maya).await?;
    let at = first(&cora.get("/approvals").await?)?;
    let read = [("read", "yes")];
    for (who, roles, queue) in [
        ("ines", &[Role::ItPartner][..], 403),
        ("olga", &[Role::Auditor], 403),
        ("kit", &[Role::FrontDesk], 403),
        ("dana", &[Role::Manager, Role::ComplianceOfficer], 200),
    ] {
        let mut other = Browser::of(&app, who, roles).await?;
        let home = other.get("/account").await?;
        assert_eq!(other.get("/approvals").await?.status, queue, "{who}");
        let seen = other.get(&at).await?;
        assert_eq!(seen.status, 404, "{who}");
        assert!(!seen.html.contains(WORD), "{who}");
        let tried = other.send(&home, &format!("{at}/release"), &read).await?;
        assert_eq!(tried.status, 404, "{who}");
    }
    let own = maya.get(&at).await?;
    assert_eq!((own.status, own.html.contains(WORD)), (403, false));
    let home = maya.get("/").await?;
    let tried = maya.send(&home, &format!("{at}/release"), &read).await?;
    assert_eq!(tried.status, 404);
    let forged = cora.post(&format!("{at}/release"), &read).await?;
    assert_eq!(forged.status, 403, "not from our page");
    let csrf = cora.get("/").await?;
    let csrf = csrf.hidden("csrf")?;
    let fields = [("csrf", csrf), ("read", "yes"), ("comment", "No.")];
    let posts = ["release", "refuse", "return", "release", "refuse"]
        .map(|how| cora.form(&format!("{at}/{how}"), &fields).send());
    let answers = futures_util::future::join_all(posts).await;
    let statuses: Vec<u16> = answers
        .iter()
        .flatten()
        .map(|answer| answer.status().as_u16())
        .collect();
    let done = statuses.iter().filter(|status| **status == 303);
    assert_eq!(done.count(), 1, "{statuses:?}");
    let again = decide(&mut cora, &at, "refuse", &[]).await?;
    assert_eq!(again.status, 409);
    assert_eq!(decide(&mut cora, &at, "delete", &[]).await?.status, 404);
    assert_eq!(cora.get("/approvals/not-a-receipt").await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_back_is_changed_and_sent_again() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let run = written(&mut maya).await?;
    let at = first(&cora.get("/approvals").await?)?;
    let silent = decide(&mut cora, &at, "return", &[]).await?;
    assert_eq!(silent.status, 400);
    let said = [("comment", "Leave out the <b>fish</b>.")];
    assert_eq!(decide(&mut cora, &at, "return", &said).await?.status, 303);
    assert!(maya.get("/").await?.html.contains("was sent back"));
    let back = maya.get(&run).await?;
    assert!(back.html.contains("Sent back with a comment"));
    assert!(back.html.contains("Leave out the") && !back.html.contains("<b>fish"));
    assert_eq!(maya.get(&at).await?.status, 404);
    let edit = maya.get(&format!("{run}/edit")).await?;
    assert!(edit.location.starts_with("/tasks/patient-handout?run="));
    let form = maya.get(&edit.location).await?;
    let id = run.trim_start_matches("/runs/");
    let mut fields = vec![("run", id)];
    fields.extend(HANDOUT);
    let again = maya.send(&form, "/tasks/patient-handout", &fields).await?;
    assert_eq!(again.location, run);
    maya.get_finished(&run).await?;
    let shown = maya.get_finished(&run).await?;
    assert!(
        shown.html.contains("Waiting for approval"),
        "{}",
        shown.html
    );
    let at = first(&cora.get("/approvals").await?)?;
    assert_eq!(decide(&mut cora, &at, "refuse", &[]).await?.status, 303);
    let home = maya.get("/").await?.html;
    let notice = format!("<a href=\"{run}\">");
    assert!(
        home.contains(&notice) && home.contains("was not released"),
        "{home}"
    );
    let refused = maya.get(&run).await?;
    assert!(refused.html.contains("Not released") && !refused.html.contains(WORD));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_for_patients_that_was_sent_back_is_changed_by_hand_and_stays_locked_until_released()
-> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let _kit = Browser::of(&app, "kit", &[Role::FrontDesk]).await?;
    let run = written(&mut maya).await?;
    let at = first(&cora.get("/approvals").await?)?;
    let said = [("comment", "Say it shorter.")];
    decide(&mut cora, &at, "return", &said).await?;
    let back = maya.get(&run).await?;
    for shown in [
        WORD,
        "Say it shorter.",
        "Send it again",
        "once it is released",
    ] {
        assert!(back.html.contains(shown), "{shown}: {}", back.html);
    }
    for file in ["word", "pdf"] {
        let taken = maya.get(&format!("{run}/{file}")).await?;
        assert_eq!(taken.status, 409, "{file}");
    }
    let with = [("with", "kit")];
    let shared = maya.send(&back, &format!("{run}/share"), &with).await?;
    assert_eq!(shared.status, 409);
    let text = [("text", "Wipe the seat each day.")];
    let changed = maya.send(&back, &format!("{run}/text"), &text).await?;
    assert_eq!(changed.location, run);
    let again = maya.get(&run).await?;
    let sent = maya.send(&again, &format!("{run}/approval"), &[]).await?;
    assert_eq!(sent.location, run);
    let waits = maya.get(&run).await?;
    assert!(waits.html.contains("Waiting for approval"));
    assert!(waits.html.contains("Wipe the seat each day."));
    let second = first(&cora.get("/approvals").await?)?;
    assert_eq!(second, format!("{at}.2"));
    let shown = cora.get(&second).await?;
    assert!(shown.html.contains("changed by hand by maya"));
    assert!(shown.html.contains("This text is for people outside"));
    decide(&mut cora, &second, "return", &said).await?;
    let back = maya.get(&run).await?;
    assert!(back.html.contains("Wipe the seat each day."), "still hers");
    maya.send(&back, &format!("{run}/approval"), &[]).await?;
    let third = first(&cora.get("/approvals").await?)?;
    decide(&mut cora, &third, "release", &[("read", "yes")]).await?;
    let released = maya.get(&run).await?;
    assert!(!released.html.contains("Draft until approved"));
    let lee = &mut Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let other = written(lee).await?;
    let at_lee = first(&cora.get("/approvals").await?)?;
    decide(&mut cora, &at_lee, "return", &said).await?;
    let back = lee.get(&other).await?;
    lee.send(&back, &format!("{other}/approval"), &[]).await?;
    let again = first(&cora.get("/approvals").await?)?;
    decide(&mut cora, &again, "refuse", &[]).await?;
    let refused = lee.get(&other).await?;
    assert!(refused.html.contains("Not released") && !refused.html.contains(WORD));
    assert_eq!(maya.get(&format!("{run}/word")).await?.status, 200);
    let tried = maya.send(&released, &format!("{run}/text"), &text).await?;
    assert_eq!(tried.status, 409, "released words stay");
    assert!(cora.get(&at).await?.html.contains("Sent back"), "kept");
    app.store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clinician_reads_their_own_and_public_text_waits_for_a_manager() -> Result<()> {
    let app = App::start().await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let run = written(&mut cora).await?;
    assert!(
        cora.get(&run)
            .await?
            .html
            .contains("Check before you use it")
    );
    let form = cora.get("/tasks/social-post").await?;
    let fields = [
        ("f.topic", "Our new wheelchair ramp is open"),
        ("f.channel", "short post"),
        ("action", "create"),
    ];
    let sent = cora.send(&form, "/tasks/social-post", &fields).await?;
    let waits = cora.get_finished(&sent.location).await?;
    assert!(waits.html.contains("a practice manager"), "{}", waits.html);
    let at = first(&dana.get("/approvals").await?)?;
    assert!(dana.get(&at).await?.html.contains(WORD));
    assert_eq!(
        decide(&mut dana, &at, "release", &[("read", "yes")])
            .await?
            .status,
        303
    );
    assert!(cora.get(&sent.location).await?.html.contains(WORD));
    Ok(())
}

const NOTE: &str = "Harriet Lindgren has had a cough for 3 days. Lungs clear.";

/// A summary of a note, which nobody has to hold; gives the path of the work, and its page.
async fn summarized(who: &mut Browser<'_>) -> Result<(String, Shown)> {
    let place = "/tasks/summarize-note";
    let fields = [
        ("f.note", NOTE),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let form = who.get(place).await?;
    let review = who.send(&form, place, &fields).await?.location;
    let shown = who.get(&review).await?;
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    let sent = who.send(&shown, &review, &read).await?;
    let result = who.get_finished(&sent.location).await?;
    Ok((sent.location, result))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_goes_to_a_clinician_as_its_owner_changed_it() -> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = summarized(&mut mel).await?;
    assert!(result.html.contains("Send for approval"), "{}", result.html);
    let changed = [("text", "A cough, as Mel put it.")];
    mel.send(&result, &format!("{run}/text"), &changed).await?;
    mel.send(&result, &format!("{run}/approval"), &[]).await?;
    let waits = mel.get(&run).await?;
    assert!(waits.html.contains("Waiting for approval"));
    assert!(
        waits.html.contains("A cough, as Mel put it."),
        "still theirs"
    );
    let at = first(&cora.get("/approvals").await?)?;
    assert!(
        cora.get(&at)
            .await?
            .html
            .contains("A cough, as Mel put it.")
    );
    decide(&mut cora, &at, "release", &[("read", "yes")]).await?;
    let back = mel.get(&run).await?;
    assert!(back.html.contains("A cough, as Mel put it."));
    assert!(back.html.contains("cora (clinician)"));
    assert!(!back.html.contains("Send for approval"), "once");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_sent_back_is_changed_by_hand_and_sent_again_until_it_is_right()
-> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = summarized(&mut mel).await?;
    let (text, approval) = (format!("{run}/text"), format!("{run}/approval"));
    mel.send(&result, &approval, &[]).await?;
    let at = first(&cora.get("/approvals").await?)?;
    let comment = [("comment", "Say how long.")];
    decide(&mut cora, &at, "return", &comment).await?;
    assert!(mel.get("/").await?.html.contains("was sent back"));
    let back = mel.get(&run).await?;
    for shown in ["Say how long.", "cora (clinician)", "Send it again"] {
        assert!(back.html.contains(shown), "{shown}: {}", back.html);
    }
    assert!(mel.get("/runs").await?.html.contains("Sent back"));
    mel.send(&back, &text, &[("text", "A cough for 3 days.")])
        .await?;
    let again = mel.get(&run).await?;
    assert!(again.html.contains("Draft until approved"));
    assert_eq!(mel.send(&again, &approval, &[]).await?.status, 303);
    let second = first(&cora.get("/approvals").await?)?;
    assert_eq!(second, format!("{at}.2"));
    let shown = cora.get(&second).await?.html;
    assert!(shown.contains("A cough for 3 days."), "{shown}");
    decide(&mut cora, &second, "release", &[("read", "yes")]).await?;
    let mut kim = Browser::of(&app, "kim", &[Role::MedicalAssistant]).await?;
    let released = mel.get(&run).await?;
    mel.send(&released, &format!("{run}/share"), &[("with", "kim")])
        .await?;
    for page in ["/runs".to_owned(), run.replace("/runs/", "/shared/")] {
        let shared = kim.get(&page).await?.html;
        assert!(shared.contains("Approved"), "{page}: {shared}");
        assert!(!shared.contains("Written"), "{page}: {shared}");
    }
    assert!(!released.html.contains("Draft until approved"));
    assert!(!released.html.contains("Say how long."));
    mel.send(&released, &text, &[("text", "A cough for 4 days.")])
        .await?;
    let changed = mel.get(&run).await?;
    for shown in ["Draft until approved", "Send for approval"] {
        assert!(changed.html.contains(shown), "{shown}: {}", changed.html);
    }
    mel.send(&changed, &approval, &[]).await?;
    let third = first(&cora.get("/approvals").await?)?;
    assert_eq!(third, format!("{at}.3"));
    decide(&mut cora, &third, "refuse", &[]).await?;
    let over = mel.get(&run).await?;
    assert!(over.html.contains("Not released"));
    assert_eq!(mel.send(&over, &approval, &[]).await?.status, 409);
    assert!(cora.get(&at).await?.html.contains("Sent back"), "kept");
    app.store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_box_is_what_is_sent_again() -> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = summarized(&mut mel).await?;
    let approval = format!("{run}/approval");
    let button = format!("<button form=\"hand\" formaction=\"{approval}\"");
    assert!(result.html.contains(&button), "{}", result.html);
    mel.send(&result, &approval, &[]).await?;
    let at = first(&cora.get("/approvals").await?)?;
    let comment = [("comment", "Say how long.")];
    decide(&mut cora, &at, "return", &comment).await?;
    let back = mel.get(&run).await?;
    let as_of = back.hidden("as_of")?;
    let empty = [("as_of", as_of), ("heading", ""), ("text", " ")];
    mel.send(&back, &approval, &empty).await?;
    let queue = cora.get("/approvals").await?;
    assert!(queue.html.contains("Nothing waits for you"), "empty");
    let typed = [("as_of", as_of), ("text", "A cough for 3 days.")];
    let sent = mel.send(&back, &approval, &typed).await?;
    assert_eq!((sent.status, &*sent.location), (303, &*run));
    let second = first(&cora.get("/approvals").await?)?;
    let shown = cora.get(&second).await?.html;
    assert!(shown.contains("A cough for 3 days."), "{shown}");
    assert!(shown.contains("changed by hand by mel"), "{shown}");
    let twice = mel.send(&back, &approval, &typed).await?;
    assert_eq!(twice.status, 409, "it waits");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_approves_sees_what_was_asked_for_before_and_whether_it_was_done() -> Result<()> {
    const SAME: &str = "The text is the same as when it was sent back.";
    const OTHER: &str = "The text was changed since.";
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = summarized(&mut mel).await?;
    let approval = format!("{run}/approval");
    mel.send(&result, &approval, &[]).await?;
    for (round, comment, typed, says, not) in [
        (1, "Say how long.", None, SAME, OTHER),
        (
            2,
            "Say <b>how</b> long, please.",
            Some("A cough for 3 days."),
            OTHER,
            SAME,
        ),
    ] {
        let at = first(&cora.get("/approvals").await?)?;
        let before = cora.get(&at).await?.html;
        assert_eq!(before.contains("Sent back before"), round > 1, "{before}");
        decide(&mut cora, &at, "return", &[("comment", comment)]).await?;
        let back = mel.get(&run).await?;
        let as_of = back.hidden("as_of")?;
        let typed = typed.map(|text| [("as_of", as_of), ("text", text)]);
        let typed = typed.as_ref().map_or(&[][..], |typed| &typed[..]);
        mel.send(&back, &approval, typed).await?;
        let at = first(&cora.get("/approvals").await?)?;
        let again = cora.get(&at).await?.html;
        for told in [
            "Sent back before",
            "Say how long.",
            "cora (clinician)",
            says,
        ] {
            assert!(again.contains(told), "{told}: {again}");
        }
        assert!(!again.contains(not) && !again.contains("<b>how"), "{again}");
    }
    let at = first(&cora.get("/approvals").await?)?;
    let last = cora.get(&at).await?.html;
    let newest = last.find("long, please").context("the last comment")?;
    assert!(
        last.find("Say how long.")
            .is_some_and(|first| newest < first)
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_changed_in_another_window_is_read_before_it_is_sent() -> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = summarized(&mut mel).await?;
    let as_of = result.hidden("as_of")?;
    let there = [("as_of", as_of), ("text", "A cough, there.")];
    mel.send(&result, &format!("{run}/text"), &there).await?;
    let here = [("as_of", as_of), ("text", "A cough, here.")];
    let sent = mel.send(&result, &format!("{run}/approval"), &here).await?;
    assert_eq!(sent.location, format!("{run}?unsent"));
    let shown = mel.get(&sent.location).await?;
    for told in ["A cough, here.", "It was not sent for approval"] {
        assert!(shown.html.contains(told), "{told}: {}", shown.html);
    }
    let queue = cora.get("/approvals").await?;
    assert!(queue.html.contains("Nothing waits for you"));
    let long = "A".repeat(100_001);
    let long = [("as_of", as_of), ("text", long.as_str())];
    let tried = mel.send(&shown, &format!("{run}/approval"), &long).await?;
    assert_eq!(tried.status, 413);
    Ok(())
}

/// Codes for a visit; gives the page of the work, and what it shows.
async fn coded(who: &mut Browser<'_>) -> Result<(String, Shown)> {
    const TASK: &str = "/tasks/coding-suggestions";
    let form = who.get(TASK).await?;
    let fields = [
        (
            "f.note",
            "Seen for high blood pressure. No other complaint.",
        ),
        ("f.visit", "Return visit, adult"),
        ("action", "create"),
    ];
    let sent = who.send(&form, TASK, &fields).await?;
    let review = who.get(&sent.location).await?;
    let seen = review.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen)];
    let run = who.send(&review, &sent.location, &read).await?.location;
    let result = who.get_finished(&run).await?;
    Ok((run, result))
}

/// A reply to a patient, sent; gives what its owner sees then.
async fn replied(who: &mut Browser<'_>, language: &str) -> Result<Shown> {
    const TASK: &str = "/tasks/message-reply";
    let form = who.get(TASK).await?;
    let fields = [
        ("f.message", "¿Puedo tomar la pastilla con leche?"),
        ("f.say", "Yes, with milk is fine."),
        ("f.language", language),
        ("action", "create"),
    ];
    let sent = who.send(&form, TASK, &fields).await?;
    anyhow::ensure!(sent.status == 303, "{}", sent.html);
    let review = who.get(&sent.location).await?;
    let asked = format!("Write a reply to the message in {language}");
    anyhow::ensure!(review.html.contains(&asked), "{}", review.html);
    let seen = review.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen)];
    let run = who.send(&review, &sent.location, &read).await?;
    match run.status {
        303 => who.get_finished(&run.location).await,
        _ => Ok(run),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_written_in_the_language_that_was_chosen() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    for language in ["English", "Spanish"] {
        let reply = replied(&mut maya, language).await?;
        assert!(reply.html.contains("id=\"draft\""), "{}", reply.html);
        let compared = "A person trained to translate has compared it.";
        let is_compared = reply.html.contains(compared);
        assert_eq!(is_compared, language == "Spanish", "{}", reply.html);
        let asked = app.upstream.record().requests();
        let frame = format!("Write a reply to the message in {language}");
        assert!(asked.last().is_some_and(|last| last.body.contains(&frame)));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn where_services_are_on_file_a_reply_in_another_language_waits_for_a_translator()
-> Result<()> {
    let app = App::start().await?;
    OnFile::record(&app, Date::constant(2999, 12, 31)).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    let english = replied(&mut maya, "English").await?;
    assert!(english.html.contains("id=\"draft\""), "{}", english.html);
    let left = app.upstream.record().count();
    let spanish = replied(&mut maya, "Spanish").await?;
    let says = "A person trained to translate must check this text first.";
    assert_eq!(spanish.status, 403);
    assert!(spanish.html.contains(says), "{}", spanish.html);
    assert_eq!(app.upstream.record().count(), left, "nothing left");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_approved_by_whoever_codes() -> Result<()> {
    let app = App::start().await?;
    let mut bill = Browser::of(&app, "bill", &[Role::Biller]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = coded(&mut cora).await?;
    assert!(result.html.contains("Draft until approved"));
    assert!(result.html.contains("waits for a biller or coder"));
    cora.send(&result, &format!("{run}/approval"), &[]).await?;
    let home = bill.get("/").await?;
    assert!(home.html.contains("1 text waits for you to release it"));
    let at = first(&bill.get("/approvals").await?)?;
    let done = decide(&mut bill, &at, "release", &[("read", "yes")]).await?;
    assert_eq!(done.status, 303);
    let released = cora.get(&run).await?;
    assert!(released.html.contains("bill (biller or coder)"));
    assert!(!released.html.contains("Draft until approved"));
    let (own, result) = coded(&mut bill).await?;
    assert!(result.html.contains("I read all of it, and I stand for it"));
    bill.send(&result, &format!("{own}/approval"), &[]).await?;
    assert!(!bill.get(&own).await?.html.contains("Draft until approved"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_approve_approves_their_own_and_nobody_elses_text_is_sent() -> Result<()> {
    let app = App::start().await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let (run, result) = summarized(&mut cora).await?;
    assert!(!result.html.contains("Send for approval"));
    assert!(result.html.contains("Draft until approved"));
    let place = format!("{run}/approval");
    let home = mel.get("/").await?;
    assert_eq!(mel.send(&home, &place, &[]).await?.status, 404);
    assert_eq!(cora.send(&result, &place, &[]).await?.status, 303);
    let approved = cora.get(&run).await?;
    assert!(
        approved.html.contains("cora (clinician)"),
        "{}",
        approved.html
    );
    assert!(!approved.html.contains("Draft until approved"));
    assert_eq!(cora.send(&approved, &place, &[]).await?.status, 409, "once");
    let queue = cora.get("/approvals").await?;
    assert!(queue.html.contains("Nothing waits for you"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_changed_after_its_release_is_not_approved_once_it_is_taken_back()
-> Result<()> {
    let app = App::start().await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let (run, result) = summarized(&mut cora).await?;
    cora.send(&result, &format!("{run}/approval"), &[]).await?;
    let approved = cora.get(&run).await?;
    let text = [("text", "A cough for 9 days.")];
    cora.send(&approved, &format!("{run}/text"), &text).await?;
    let id = run.trim_start_matches("/runs/");
    let form = cora.get(&format!("/tasks/summarize-note?run={id}")).await?;
    let draft = [
        ("run", id),
        ("f.note", "Cough for 3 days. No fever."),
        ("f.purpose", "quality"),
        ("action", "save"),
    ];
    cora.send(&form, "/tasks/summarize-note", &draft).await?;
    cora.send(&form, &format!("{run}/back"), &[]).await?;
    let back = cora.get(&run).await?;
    assert!(back.html.contains("A cough for 9 days."), "{}", back.html);
    assert!(back.html.contains("Draft until approved"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_released_stays_as_it_is() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let run = written(&mut maya).await?;
    let at = first(&cora.get("/approvals").await?)?;
    decide(&mut cora, &at, "release", &[("read", "yes")]).await?;
    let result = maya.get(&run).await?;
    assert!(!result.html.contains("Change the text by hand"));
    let changed = [("text", "Fast for 2 hours.")];
    let tried = maya.send(&result, &format!("{run}/text"), &changed).await?;
    assert_eq!(tried.status, 409);
    let still = maya.get(&run).await?;
    assert!(!still.html.contains("Fast for 2 hours.") && still.html.contains(WORD));
    Ok(())
}

/// The server's daily purge of answers that are held, so many microseconds from now: how many were closed, and how many went.
async fn purge(app: &App, after: i64) -> Result<(u64, u64)> {
    let at = Micros(app.clock.now().as_microsecond() + after);
    let actor = Actor::System;
    let closed = held::expire(&app.store, &By { actor, at }, at).await?;
    Ok((closed, app.store.purge_held(at).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_releases_in_time_is_gone_on_record_and_both_are_told() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let run = written(&mut maya).await?;
    let at = first(&cora.get("/approvals").await?)?;
    assert_eq!(purge(&app, -60_000_000).await?, (0, 0), "too early");
    assert_eq!(purge(&app, 1).await?, (1, 0));
    let late = decide(&mut cora, &at, "release", &[("read", "yes")]).await?;
    assert_eq!(late.status, 404, "nothing is left to release");
    assert_eq!(cora.get(&at).await?.status, 404);
    let queue = cora.get("/approvals").await?.html;
    let shown = maya.get(&run).await?;
    let list = maya.get("/runs").await?.html;
    for page in [&queue, &shown.html, &list] {
        assert!(page.contains("Not released in time"), "{page}");
    }
    let (_, late) = list.split_once("id=\"late\"").context("not told")?;
    assert!(!queue.contains(WORD) && !late.contains(WORD));
    let home = maya.get("/").await?.html;
    let told = "Patient handout: nobody released the text in time";
    assert!(
        home.contains(told) && queue.contains("Patient handout"),
        "{home}"
    );
    let form = maya.follow(&format!("{run}/edit")).await?;
    assert!(form.html.contains(WORD), "the form is still hers");
    let log = app.store.log(EntryNo(0), 500).await?;
    let ends = log.iter().filter_map(|line| line.event.as_ref());
    let ends: Vec<_> = ends
        .filter_map(|event| match &event.what {
            What::HeldEnded(ended) => Some((event.actor.clone(), ended.end.to_string())),
            _ => None,
        })
        .collect();
    assert_eq!(ends, [(Actor::System, "expired".to_owned())]);
    assert_eq!(
        purge(&app, 60_000_000).await?,
        (0, 1),
        "and gone in the end"
    );
    let queue = cora.get("/approvals").await?.html;
    assert!(!queue.contains("Not released in time"));
    app.store.verify_log(&[]).await?;
    Ok(())
}
