//! One piece of work in two windows, and a text whose form is changed: nothing that was typed or written takes the place of
//! something else for good.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::Result;

const FORM: &str = "/tasks/summarize-note";
const NOTE: &str = "Harriet Lindgren has had a cough for 3 days. Lungs clear.";

fn fields<'f>(note: &'f str, run: &'f str, action: &'f str) -> [(&'f str, &'f str); 4] {
    [
        ("f.note", note),
        ("f.purpose", "quality"),
        ("run", run),
        ("action", action),
    ]
}

/// A summary of a note; gives the path of the work, and its page.
async fn written(mel: &mut Browser<'_>) -> Result<(String, Shown)> {
    let form = mel.get(FORM).await?;
    let review = mel.send(&form, FORM, &fields(NOTE, "", "create")).await?;
    let shown = mel.get(&review.location).await?;
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    let sent = mel.send(&shown, &review.location, &read).await?;
    let result = mel.get_finished(&sent.location).await?;
    Ok((sent.location, result))
}

/// The id of a piece of work whose path this is.
fn id(run: &str) -> &str {
    run.trim_start_matches("/runs/")
}

/// How many pieces of work there are.
async fn count(mel: &mut Browser<'_>) -> Result<usize> {
    let list = mel.get("/runs").await?.html;
    Ok(list.matches(">Throw away</button>").count())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_in_two_windows_is_kept_as_two_pieces_of_work() -> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let form = mel.get(FORM).await?;
    let begun = mel
        .send(&form, FORM, &fields("Cough.", "", "create"))
        .await?;
    let run = begun.location.trim_end_matches("/review").to_owned();
    let place = format!("{FORM}?run={}", id(&run));
    let (first, second) = (mel.get(&place).await?, mel.get(&place).await?);
    mel.send(&first, FORM, &fields("Cough and fever.", id(&run), "save"))
        .await?;
    assert_eq!(count(&mut mel).await?, 1, "the same one");
    mel.send(&second, FORM, &fields("Sore knee.", id(&run), "save"))
        .await?;
    assert_eq!(count(&mut mel).await?, 2, "beside it");
    assert!(mel.get(&place).await?.html.contains("Cough and fever."));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_in_two_windows_loses_neither_change() -> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let (run, first) = written(&mut mel).await?;
    let second = mel.get(&run).await?;
    let place = format!("{run}/text");
    let saved = mel.send(&first, &place, &[("text", "In one.")]).await?;
    assert_eq!(saved.location, run);
    let saved = mel
        .send(&second, &place, &[("text", "In the other.")])
        .await?;
    let told = mel.get(&saved.location).await?;
    for shown in ["Changed in two windows", "In the other."] {
        assert!(told.html.contains(shown), "{shown}: {}", told.html);
    }
    mel.send(&told, &format!("{run}/back"), &[]).await?;
    assert!(mel.get(&run).await?.html.contains("In one."));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_kept_while_its_form_is_changed_and_can_be_taken_back() -> Result<()> {
    let app = App::start().await?;
    let mut mel = Browser::of(&app, "mel", &[Role::MedicalAssistant]).await?;
    let (run, result) = written(&mut mel).await?;
    mel.send(
        &result,
        &format!("{run}/text"),
        &[("text", "As Mel put it.")],
    )
    .await?;
    let place = format!("{FORM}?run={}", id(&run));
    let form = mel.get(&place).await?;
    assert!(form.html.contains("go back to it"), "{}", form.html);
    let changed = fields("Lungs clear. Sleeps well.", id(&run), "create");
    let review = mel.send(&form, FORM, &changed).await?;
    assert_eq!(review.location, format!("{run}/review"));
    let form = mel.get(&place).await?;
    assert!(form.html.contains("Take it back"), "{}", form.html);
    let back = mel.send(&form, &format!("{run}/back"), &[]).await?;
    let shown = mel.get(&back.location).await?;
    assert!(shown.html.contains("As Mel put it."), "{}", shown.html);
    assert!(!shown.html.contains("sample"), "it was written by a model");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn part_a_goes_on_to_part_b_where_a_role_opens_it() -> Result<()> {
    let app = App::start().await?;
    for (id, role, opens) in [
        ("ines", Role::LicensedClinician, true),
        ("mel", Role::MedicalAssistant, false),
    ] {
        let mut browser = Browser::of(&app, id, &[role]).await?;
        let run = part_a(&mut browser).await?;
        let result = browser.get_finished(&run).await?;
        assert!(result.html.contains("Go on to part B"), "{}", result.html);
        let told = match opens {
            true => "Not open yet. Somebody must approve this text first.",
            false => "Your role does not open it. It is for: biller, clinician.",
        };
        assert!(result.html.contains(told), "{}", result.html);
        assert_eq!(result.html.contains("Not open yet"), opens, "no wait helps");
        let next = format!("{run}/next");
        let early = browser.send(&result, &next, &[]).await?;
        assert_ne!(early.status, 303, "nobody approved it");
        if opens {
            let approval = format!("{run}/approval");
            browser.send(&result, &approval, &[]).await?;
        }
        let onward = browser.send(&result, &next, &[]).await?;
        assert_eq!(onward.status == 303, opens, "{}", onward.html);
        if opens {
            let form = browser.get(&onward.location).await?;
            assert!(form.html.contains("Prior authorization, part B"));
            let kept = "rows=\"6\">\nYour answer was checked";
            assert!(form.html.contains(kept), "{}", form.html);
        }
    }
    Ok(())
}

/// The first part of a letter to a payer, as it was written; gives its path.
async fn part_a(browser: &mut Browser<'_>) -> Result<String> {
    let place = "/tasks/prior-auth-draft";
    let form = browser.get(place).await?;
    let fields = [
        ("f.request", "A knee brace"),
        ("f.diagnosis", "Knee arthritis, right"),
        ("f.history", "Lungs clear. Walks with a cane."),
        ("f.tried", "Exercises for 8 weeks, no change"),
        ("action", "create"),
    ];
    let review = browser.send(&form, place, &fields).await?;
    let shown = browser.get(&review.location).await?;
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    let sent = browser.send(&shown, &review.location, &read).await?;
    Ok(sent.location)
}
