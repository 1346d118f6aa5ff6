//! What will be sent is what was read, and what somebody settles about the finds of their text counts, within the rules.

use anteroom_audit::{EntryNo, Word};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, Script, Shown};
use anyhow::{Context as _, Result};

const NOTE: &str = "Harriet Lindgren moved from Dayton, phone 614-555-0142. Seen by Grace today. Cough for 3 days.";

/// A form on the way to its review; gives the review and its address.
async fn typed(browser: &mut Browser<'_>, note: &str) -> Result<(Shown, String)> {
    let form = browser.get("/tasks/summarize-note").await?;
    let fields = [("f.note", note), ("f.purpose", "quality")];
    let sent = browser
        .send(&form, "/tasks/summarize-note", &fields)
        .await?;
    anyhow::ensure!(sent.status == 303, "{}", sent.html);
    Ok((browser.get(&sent.location).await?, sent.location))
}

/// An everyday text, sent; gives what the browser was answered.
async fn plain(browser: &mut Browser<'_>) -> Result<Shown> {
    let form = browser.get("/tasks/plain-language").await?;
    let fields = [
        ("f.text", "Take one pill with food."),
        ("f.reader", "patients"),
    ];
    browser.send(&form, "/tasks/plain-language", &fields).await
}

/// The texts under "What will be sent", as somebody reads them, and the instructions behind them.
fn leaving(review: &Shown) -> Vec<String> {
    let marks = [
        "<p class=\"text leaving\">",
        "<p class=\"text quiet instructions\">",
    ];
    let texts = marks
        .iter()
        .flat_map(|mark| review.html.split(*mark).skip(1));
    texts
        .filter_map(|rest| rest.split("</p>").next())
        .map(read)
        .collect()
}

/// A text of a page without its tags.
fn read(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect();
    let signs = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ];
    signs
        .iter()
        .fold(text, |text, (code, sign)| text.replace(code, sign))
}

/// The number of the row of these words.
fn row(review: &Shown, words: &str) -> Result<String> {
    let mark = format!("\" value=\"{words}\"");
    let (before, _) = review
        .html
        .split_once(&mark)
        .with_context(|| format!("no row for {words}"))?;
    let (_, number) = before.rsplit_once("name=\"words.").context("no field")?;
    Ok(number.to_owned())
}

/// Settles one row in a review; gives what came back.
async fn settle(
    browser: &mut Browser<'_>,
    (review, address): (&Shown, &str),
    words: &str,
    choice: &str,
) -> Result<Shown> {
    let n = row(review, words)?;
    let (field, chosen) = (format!("words.{n}"), format!("choice.{n}"));
    let fields = [
        ("action", "decide"),
        (field.as_str(), words),
        (chosen.as_str(), choice),
    ];
    browser.send(review, address, &fields).await
}

/// Sends what a review shows.
async fn send(browser: &mut Browser<'_>, review: &Shown, address: &str) -> Result<Shown> {
    let seen = review.hidden("seen")?;
    browser
        .send(review, address, &[("read", "yes"), ("seen", seen)])
        .await
}

/// Whether a word stands in what the model's server received.
fn left(app: &App, word: &str) -> bool {
    let requests = app.upstream.record().requests();
    requests.iter().any(|request| request.body.contains(word))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_what_left_byte_for_byte_in_every_way_of_replacing() -> Result<()> {
    for (way, says) in [
        ("placeholders", "swapped for markers"),
        ("surrogates", "swapped for made-up details of the same kind"),
        ("safe_harbor", "swapped for general words"),
        ("redact", "swapped for black blocks"),
    ] {
        let app = App::start().await?;
        let by = By {
            actor: anteroom_audit::Actor::System,
            at: anteroom_audit::Micros(app.clock.now().as_microsecond()),
        };
        for name in ["local", "plateforme"] {
            app.store
                .set_replacing(&by, &Word::lossy(name), Word::lossy(way))
                .await?;
        }
        let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
        let (review, address) = typed(&mut ines, NOTE).await?;
        settle(&mut ines, (&review, &address), "Grace", "replace").await?;
        let review = ines.get(&address).await?;
        assert!(review.html.contains(says), "{way}: {}", review.html);
        let for_good = matches!(way, "safe_harbor" | "redact");
        let told = review.html.contains("The answer comes back without");
        assert_eq!(told, for_good, "{way}: {}", review.html);
        let sent = send(&mut ines, &review, &address).await?;
        assert_eq!(sent.status, 303, "{way}: {}", sent.html);
        ines.get_finished(&sent.location).await?;
        let requests = app.upstream.record().requests();
        let first = requests.first().context("nothing left")?;
        assert_eq!(review.hidden("seen")?, first.body_sha256, "{way}");
        let body = first.json();
        let message = |n: usize| {
            body.pointer(&format!("/messages/{n}/content"))
                .and_then(|text| text.as_str())
                .map(str::to_owned)
        };
        let (system, user) = (
            message(0).context("no system")?,
            message(1).context("no form")?,
        );
        let mut read = leaving(&review);
        assert_eq!(read.pop().as_deref(), Some(&*system), "{way}");
        assert!(!read.is_empty());
        for text in read {
            assert!(
                user.contains(&format!("\n{text}\n")),
                "{way}: {text} is not in {user}"
            );
        }
        assert!(!left(&app, "Lindgren") && !left(&app, "555-0142"), "{way}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soft_find_may_be_kept_and_is_recorded_without_its_words() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (review, address) = typed(&mut ines, NOTE).await?;
    settle(&mut ines, (&review, &address), "Dayton", "keep").await?;
    let review = ines.get(&address).await?;
    settle(&mut ines, (&review, &address), "Grace", "replace").await?;
    let review = ines.get(&address).await?;
    assert!(
        leaving(&review)
            .iter()
            .any(|text| text.contains("from Dayton"))
    );
    let sent = send(&mut ines, &review, &address).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    ines.get_finished(&sent.location).await?;
    assert!(left(&app, "from Dayton") && !left(&app, "by Grace"));
    let log = app.store.log(EntryNo(0), 1000).await?;
    let events = log.iter().filter_map(|line| line.event.as_ref());
    let waived = events.filter(|event| event.what.kind() == "find_waived");
    let waived: Vec<String> = waived.map(|event| format!("{event:?}")).collect();
    let [waived] = waived.as_slice() else {
        anyhow::bail!("one entry, not {}", waived.len())
    };
    for part in ["geo", "town", "summarize-note"] {
        assert!(waived.contains(part), "{waived}");
    }
    assert!(!waived.contains("Dayton"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_find_is_never_kept_whatever_a_form_says() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (review, address) = typed(&mut ines, NOTE).await?;
    let forged = settle(&mut ines, (&review, &address), "614-555-0142", "keep").await?;
    assert_eq!(forged.status, 400);
    assert!(forged.html.contains("That cannot be kept"));
    // The composer has no such button either; a program says it all the same.
    let form = ines.get("/tasks/summarize-note").await?;
    let fields = [
        ("f.note", NOTE),
        ("f.purpose", "quality"),
        ("keep", "other 614-555-0142"),
    ];
    let sent = ines.send(&form, "/tasks/summarize-note", &fields).await?;
    let review = ines.get(&sent.location).await?;
    settle(&mut ines, (&review, &sent.location), "Grace", "replace").await?;
    let review = ines.get(&sent.location).await?;
    assert!(
        leaving(&review)
            .iter()
            .all(|text| !text.contains("555-0142"))
    );
    send(&mut ines, &review, &sent.location).await?;
    ines.get_finished(sent.location.trim_end_matches("/review"))
        .await?;
    assert!(left(&app, "Cough for 3 days") && !left(&app, "555-0142"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_uncertain_is_decided_first() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (review, address) = typed(&mut ines, NOTE).await?;
    assert!(review.html.contains("1 left to decide"), "{}", review.html);
    let early = send(&mut ines, &review, &address).await?;
    assert_eq!(early.status, 400);
    assert!(early.html.contains("Say first what happens"));
    // A choice that comes along with the click on Send changes what is sent, so it is read once more.
    let n = row(&review, "Grace")?;
    let (words, choice) = (format!("words.{n}"), format!("choice.{n}"));
    let seen = review.hidden("seen")?;
    let fields = [
        ("read", "yes"),
        ("seen", seen),
        (words.as_str(), "Grace"),
        (choice.as_str(), "keep"),
    ];
    let changed = ines.send(&review, &address, &fields).await?;
    assert_eq!(changed.status, 409);
    assert!(changed.html.contains("Your choices changed"));
    assert!(app.upstream.record().requests().is_empty());
    let sent = send(&mut ines, &changed, &address).await?;
    assert_eq!(sent.status, 303);
    ines.get_finished(&sent.location).await?;
    assert!(left(&app, "by Grace today"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_says_what_was_settled_before_changes_nothing() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (review, address) = typed(&mut ines, NOTE).await?;
    for (words, choice) in [("Dayton", "keep"), ("Grace", "replace")] {
        settle(&mut ines, (&review, &address), words, choice).await?;
    }
    let review = ines.get(&address).await?;
    let all = [
        ("Grace", "replace"),
        ("Dayton", "keep"),
        ("Harriet Lindgren", "replace"),
    ];
    let mut fields = vec![
        ("read".to_owned(), "yes".to_owned()),
        ("seen".to_owned(), review.hidden("seen")?.to_owned()),
        ("action".to_owned(), "send".to_owned()),
    ];
    for (words, choice) in all {
        let n = row(&review, words)?;
        fields.push((format!("words.{n}"), words.to_owned()));
        fields.push((format!("choice.{n}"), choice.to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let sent = ines.send(&review, &address, &fields).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let forged = typed(&mut ines, NOTE).await?;
    let forged = settle(
        &mut ines,
        (&forged.0, &forged.1),
        "Harriet Lindgren",
        "keep",
    )
    .await?;
    assert_eq!(forged.status, 400, "nobody keeps a full name");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_replaced_and_another_kind_is_another_marker() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (review, address) = typed(&mut ines, NOTE).await?;
    let wrong = [("action", "hide"), ("also", "Cou")];
    assert_eq!(ines.send(&review, &address, &wrong).await?.status, 400);
    let missed = [("action", "hide"), ("also", "Cough"), ("also_kind", "name")];
    assert_eq!(ines.send(&review, &address, &missed).await?.status, 303);
    let review = ines.get(&address).await?;
    let n = row(&review, "Grace")?;
    let (words, kind) = (format!("words.{n}"), format!("kind.{n}"));
    let hidden = row(&review, "Cough")?;
    let (hidden, other) = (format!("words.{hidden}"), format!("kind.{hidden}"));
    let fields = [
        ("action", "decide"),
        (words.as_str(), "Grace"),
        (kind.as_str(), "date"),
        (hidden.as_str(), "Cough"),
        (other.as_str(), "vehicle"),
    ];
    assert_eq!(ines.send(&review, &address, &fields).await?.status, 303);
    let review = ines.get(&address).await?;
    let read = leaving(&review).join("\n");
    assert!(
        !read.contains("Cough") && read.contains("by [DATE_1]"),
        "{read}"
    );
    let sent = send(&mut ines, &review, &address).await?;
    let result = ines.get_finished(&sent.location).await?;
    assert!(!left(&app, "Cough"));
    assert_eq!(result.status, 200);
    let undone = [("unhide", "Cough")];
    ines.send(&review, &address, &undone).await?;
    let review = ines.get(&address).await?;
    assert!(leaving(&review).join("\n").contains("Cough"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_find_is_removed_or_kept_in_the_form() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = maya.get("/tasks/plain-language").await?;
    let text = "Our clinic in Dayton is open. Call 614-555-0142.";
    let (from, to) = (text.find("614").context("a phone")?, text.len() - 1);
    let place = format!("remove:text:{from}:{to}");
    let fields = [
        ("f.text", text),
        ("f.reader", "patients"),
        ("action", &place),
    ];
    let removed = maya.send(&form, "/tasks/plain-language", &fields).await?;
    assert_eq!(removed.status, 200);
    assert!(
        removed
            .html
            .contains("Our clinic in Dayton is open. Call ."),
        "{}",
        removed.html
    );
    let at = text.find("Dayton").context("a town")?;
    let place = format!("keep:town:text:{at}:{}", at + "Dayton".len());
    let fields = [
        ("f.text", "Our clinic in Dayton is open."),
        ("f.reader", "patients"),
        ("action", &place),
    ];
    let kept = maya.send(&form, "/tasks/plain-language", &fields).await?;
    assert_eq!(kept.hidden("keep")?, "town Dayton");
    assert!(
        kept.html.contains("Nothing identifying found"),
        "{}",
        kept.html
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_written_again_as_its_owner_wishes() -> Result<()> {
    let app = App::start().await?;
    let says = [
        "## Reason for visit\nNew person: Tamsin Okonjo.",
        "## Reason for visit\nShort.",
    ];
    app.upstream
        .force(Some(Script::Say(says.map(str::to_owned).to_vec())));
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let sent = plain(&mut maya).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let result = maya.get_finished(&sent.location).await?;
    assert!(!result.html.contains("grade "), "too short to say");
    let edited = [("text", "Written by <i>hand</i>.")];
    maya.send(&result, &format!("{}/text", sent.location), &edited)
        .await?;
    let result = maya.get(&sent.location).await?;
    assert!(
        result
            .html
            .contains("Written by &#60;i&#62;hand&#60;/i&#62;.")
    );
    assert!(result.html.contains("changed by you"));
    assert!(
        !String::from_utf8_lossy(&app.stored_bytes()?).contains("Written by <i>"),
        "it is sealed"
    );
    let before = app.upstream.record().count();
    let wish = [("wish", "Shorter, for Dana at 614-555-0142")];
    let again = maya
        .send(&result, &format!("{}/again", sent.location), &wish)
        .await?;
    assert!(
        again.location.ends_with("/review"),
        "a wish is looked at too: {}",
        again.location
    );
    assert_eq!(app.upstream.record().count(), before);
    let wish = [("said", "Make it shorter.")];
    let again = maya
        .send(&result, &format!("{}/again", sent.location), &wish)
        .await?;
    assert_eq!(again.location, sent.location);
    let second = maya.get_finished(&sent.location).await?;
    assert!(left(&app, "Make it shorter.") && left(&app, "Written by"));
    assert!(second.html.contains("Take the text before"));
    maya.send(&second, &format!("{}/back", sent.location), &[])
        .await?;
    assert!(
        maya.get(&sent.location)
            .await?
            .html
            .contains("Written by &#60;i&#62;hand")
    );
    let mut olga = Browser::of(&app, "olga", &[Role::FrontDesk]).await?;
    let home = olga.get("/").await?;
    for act in ["again", "text", "back"] {
        let theft = olga
            .send(&home, &format!("{}/{act}", sent.location), &[("text", "x")])
            .await?;
        assert_eq!(theft.status, 404, "{act}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_changed_by_hand_under_its_headings_and_no_mark_is_seen() -> Result<()> {
    let app = App::start().await?;
    let says = "Dear reader,\n\n## What to do\nTake one pill.\n\n## When\n- Each day";
    app.upstream.force(Some(Script::Say(vec![says.to_owned()])));
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let sent = plain(&mut maya).await?;
    let run = sent.location;
    let result = maya.get_finished(&run).await?;
    assert!(!result.html.contains("##"), "{}", result.html);
    for (name, value) in [("heading-2", "What to do"), ("heading-3", "When")] {
        let shown = format!("id=\"{name}\" name=\"heading\" value=\"{value}\"");
        assert!(result.html.contains(&shown), "{name}: {}", result.html);
    }
    let path = format!("{run}/text");
    let mut save = async |fields: &[(&str, &str)]| {
        maya.send(&result, &path, fields).await?;
        anyhow::Ok(maya.get(&run).await?.html)
    };
    let same = [
        ("heading", ""),
        ("text", "Dear reader,"),
        ("heading", "What to do"),
        ("text", "Take one pill."),
        ("heading", "When"),
        ("text", "- Each day"),
        ("heading", ""),
        ("text", ""),
    ];
    let shown = save(&same).await?;
    assert!(!shown.contains("changed by you"), "nothing was changed");
    let mut other = same;
    other[3].1 = "Take two <b>pills</b>.";
    other[4].1 = "How often";
    let shown = save(&other).await?;
    assert!(
        shown.contains("changed by you") && !shown.contains("##"),
        "{shown}"
    );
    for says in [
        "<h2>What to do</h2><p class=\"text\">Take two &#60;b&#62;pills&#60;/b&#62;.</p>",
        "<h2>How often</h2><p class=\"text\"><span class=\"item\">- Each day</span></p>",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_leads_on_to_the_next_one_and_at_last_to_the_tick() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (review, address) = typed(&mut ines, NOTE).await?;
    let first = row(&review, "Grace")?;
    assert!(review.html.contains(&format!("id=\"row-{first}\"")));
    let idle = [("action", "decide")];
    let same = ines.send(&review, &address, &idle).await?;
    assert_eq!(same.location, format!("{address}#row-{first}"));
    let done = settle(&mut ines, (&review, &address), "Grace", "replace").await?;
    assert_eq!(done.location, format!("{address}#read"));
    assert!(review.html.contains("id=\"read\""));
    let more = [("action", "hide"), ("also", "Cough")];
    let added = ines.send(&review, &address, &more).await?;
    assert_eq!(added.location, format!("{address}#also"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_words_that_are_always_replaced_is_true_of_them() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let note = "Harriet Lindgren was seen at Elm Street Clinic. She lives at 9 Maple Court.";
    let (review, _) = typed(&mut ines, note).await?;
    let says = |words: &str| -> Result<String> {
        let (_, rest) = review
            .html
            .split_once(&format!("\" value=\"{words}\""))
            .with_context(|| format!("no row for {words}: {}", review.html))?;
        let (_, rest) = rest
            .split_once("Always replaced: ")
            .context("may be kept")?;
        Ok(rest.split('<').next().unwrap_or_default().to_owned())
    };
    assert!(says("Elm Street Clinic")?.contains("your practice"));
    assert_eq!(says("9 Maple Court.")?, "it points to one place.");
    assert_eq!(says("Harriet Lindgren")?, "it points to one person.");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_patients_in_sentences_is_refused_for_one_reason() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let note = "Harriet Lindgren, born 3/14/1961, has asthma. Bo Wu, born 11/9/1948, has gout. \
        Tamsin Okonjo, born 2/4/1971, has angina. Write one line for each patient.";
    let form = ines.get("/tasks/summarize-note").await?;
    let fields = [("f.note", note), ("f.purpose", "quality")];
    let sent = ines.send(&form, "/tasks/summarize-note", &fields).await?;
    let review = ines.get(&sent.location).await?;
    let (_, told) = review
        .html
        .split_once("Nothing will be sent</h2><ul>")
        .context("open")?;
    let (told, _) = told.split_once("</ul>").context("a list")?;
    assert_eq!(told.matches("<li>").count(), 1, "{told}");
    assert!(told.contains("a list of patients") && told.contains("for one patient"));
    Ok(())
}
