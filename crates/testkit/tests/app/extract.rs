//! An export in a form: refused, and only what the task needs of one patient taken out of it.

use anteroom_audit::{EntryNo, FieldsTaken, What};
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::{Context as _, Result};

const FORM: &str = "/tasks/summarize-note";
const TABLE: &str = "MRN,Patient name,DOB,Diagnosis,Plan,Shoe\n\
00482913,Harriet Lindgren,03/14/1951,Asthma,\"Harriet Lindgren uses albuterol\",7\n\
77120944,Oluwaseun Adeyemi,11/02/1987,Gout,Allopurinol,9";
const WORDS: [&str; 6] = [
    "Harriet",
    "Lindgren",
    "00482913",
    "Oluwaseun",
    "Adeyemi",
    "77120944",
];

/// What a field of the form holds, as the page writes it.
fn note(shown: &Shown) -> Result<&str> {
    let (_, rest) = shown
        .html
        .split_once("name=\"f.note\"")
        .context("no field")?;
    let (_, rest) = rest.split_once(">\n").context("no text")?;
    Ok(rest.split("</textarea>").next().unwrap_or_default())
}

/// The form with a text in it, and an answer to it.
async fn sent(browser: &mut Browser<'_>, text: &str, more: &[(&str, &str)]) -> Result<Shown> {
    let form = browser.get(FORM).await?;
    let fields = [&[("f.note", text), ("f.purpose", "quality")], more].concat();
    browser.send(&form, FORM, &fields).await
}

async fn taken(app: &App) -> Result<Vec<FieldsTaken>> {
    let log = app.store.log(EntryNo(0), 1000).await?;
    let taken = log.into_iter().filter_map(|line| match line.event?.what {
        What::FieldsTaken(taken) => Some(taken),
        _ => None,
    });
    Ok(taken.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_patients_one_is_chosen_and_only_what_the_task_needs_is_taken() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let refused = sent(&mut ines, TABLE, &[("action", "create")]).await?;
    assert_eq!(refused.status, 400);
    for said in [
        "Anteroom never sends those",
        "Take only what this task needs",
        "Which patient is it about?",
        "00482913, Harriet Lindgren, 03/14/1951",
    ] {
        assert!(refused.html.contains(said), "{said}");
    }
    let of = refused.hidden("of.note")?.to_owned();
    let take = [("action", "extract:note"), ("of.note", of.as_str())];
    let unchosen = sent(&mut ines, TABLE, &take).await?;
    assert_eq!(unchosen.status, 400);
    assert!(unchosen.html.contains("Choose the patient first."));
    let pick = [&take[..], &[("pick.note", "0")]].concat();
    let stale = sent(&mut ines, &format!("{TABLE}\n1,A,01/01/1950,B,C,D"), &pick).await?;
    assert!(
        stale.html.contains("The text has changed. Choose again."),
        "{}",
        stale.html
    );
    assert!(taken(&app).await?.is_empty(), "nothing was taken so far");
    let done = sent(&mut ines, TABLE, &pick).await?;
    assert_eq!(done.status, 200, "{}", done.html);
    assert_eq!(
        note(&done)?,
        "Diagnosis: Asthma\nPlan: Harriet Lindgren uses albuterol"
    );
    for said in [
        "Only what this task needs is left",
        "<li>record number</li>",
        "<li>date of birth</li>",
        "<li>name</li>",
        "(not known to this task: if you need it, type it in yourself)",
        "It still names the patient.",
    ] {
        assert!(done.html.contains(said), "{said}");
    }
    assert!(
        !done.html.contains("Oluwaseun"),
        "of the others, nothing is left on the page"
    );
    let log = taken(&app).await?;
    let [one] = log.as_slice() else {
        anyhow::bail!("one entry, not {}", log.len())
    };
    let words =
        |all: &[anteroom_audit::Word]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        (one.export.as_str(), one.patients, one.others),
        ("patient_table", 2, 1)
    );
    assert_eq!(words(&one.taken), ["diagnosis", "plan"]);
    assert_eq!(words(&one.left), ["date_of_birth", "mrn", "name"]);
    let told = serde_json::to_string(&log)?;
    assert!(WORDS.iter().all(|word| !told.contains(word)), "{told}");
    // The usual way on: what is left is read, and nobody's name leaves.
    let hides: Vec<&str> = done
        .html
        .split("name=\"hide\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        hides,
        ["name Harriet Lindgren", "name Harriet", "name Lindgren"]
    );
    let mut go: Vec<(&str, &str)> = hides.iter().map(|words| ("hide", *words)).collect();
    go.push(("action", "create"));
    let on = sent(&mut ines, note(&done)?, &go).await?;
    assert_eq!(on.status, 303, "{}", on.html);
    let review = ines.get(&on.location).await?;
    assert!(
        app.upstream.record().requests().is_empty(),
        "nothing left so far"
    );
    let seen = review.hidden("seen")?;
    let went = ines
        .send(&review, &on.location, &[("read", "yes"), ("seen", seen)])
        .await?;
    assert_eq!(went.status, 303, "{}", went.html);
    ines.get_finished(&went.location).await?;
    let raw = String::from_utf8_lossy(&app.upstream.record().raw()).into_owned();
    assert!(raw.contains("albuterol"));
    assert!(WORDS.iter().all(|word| !raw.contains(word)), "a name left");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_list_without_titles_somebody_says_what_the_columns_are() -> Result<()> {
    const LIST: &str = "Lindgren, Harriet; 3/14/1951; 740-555-0141; asthma, Harriet uses albuterol\n\
        Adeyemi, Oluwaseun; 11/2/1987; 740-555-0142; gout\n\
        Okonjo, Tamsin; 2/4/1971; 740-555-0143; angina";
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let refused = sent(&mut ines, LIST, &[("action", "create")]).await?;
    assert_eq!(refused.status, 400);
    for said in [
        "Which patient is it about?",
        "What is in each column?",
        "Column 4: asthma, Harriet uses albuterol · gout · angina",
        "name, left out",
    ] {
        assert!(refused.html.contains(said), "{said}: {}", refused.html);
    }
    let of = refused.hidden("of.note")?.to_owned();
    let take = [
        ("action", "extract:note"),
        ("of.note", of.as_str()),
        ("pick.note", "0"),
    ];
    let untold = sent(&mut ines, LIST, &take).await?;
    assert_eq!(untold.status, 400);
    assert!(untold.html.contains("Say what at least one column is"));
    assert!(
        untold.html.contains("value=\"0\" checked"),
        "what was chosen stays chosen"
    );
    let columns = [("column.note.0", "name"), ("column.note.3", "diagnosis")];
    let done = sent(&mut ines, LIST, &[&take[..], &columns].concat()).await?;
    assert_eq!(done.status, 200, "{}", done.html);
    assert_eq!(note(&done)?, "Diagnosis: asthma, Harriet uses albuterol");
    for said in [
        "<li>name</li>",
        "(not known to this task: if you need it, type it in yourself)",
        "name=\"hide\" value=\"name Harriet\"",
    ] {
        assert!(done.html.contains(said), "{said}: {}", done.html);
    }
    let log = taken(&app).await?;
    let told = serde_json::to_string(&log)?;
    assert!(WORDS.iter().all(|word| !told.contains(word)), "{told}");
    assert_eq!(
        log.first().map(|one| (one.patients, one.others)),
        Some((3, 2))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_message_needs_no_choice_and_is_too_long_for_no_form() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let rest = "ZZZ|1|x\n".repeat(4000);
    let message = format!(
        "MSH|^~\\&|LAB|ELM|EHR|ELM|20260204||ORU^R01|1|P|2.5\n\
        PID|1||00482913^^^ELM^MR||LINDGREN^HARRIET||19510314|F|||418 Quarrystone Avenue\nDG1|1||J45.909^Asthma\n{rest}"
    );
    let refused = sent(&mut ines, &message, &[("action", "check")]).await?;
    assert_eq!(refused.status, 400);
    assert!(refused.html.contains("extract:note") && !refused.html.contains("Which patient"));
    assert!(
        !refused.html.contains("is the most"),
        "its length does not matter"
    );
    let done = sent(&mut ines, &message, &[("action", "extract:note")]).await?;
    assert_eq!(
        (done.status, note(&done)?),
        (200, "Diagnosis: J45.909 Asthma")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_offered_where_nothing_may_be_taken() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    // Nobody knows whose the broken row is.
    let broken = format!("{TABLE}\nand more\n1,A,01/01/1950,B,C,D");
    for (text, more) in [
        (broken.as_str(), &[("action", "create")][..]),
        (broken.as_str(), &[("action", "extract:note")]),
        (TABLE, &[("action", "extract:purpose")]),
        (TABLE, &[("action", "extract:nothing")]),
    ] {
        let shown = sent(&mut ines, text, more).await?;
        assert_eq!(shown.status, 400, "{more:?}");
    }
    let everyday = "/tasks/plain-language";
    let form = ines.get(everyday).await?;
    let fields = [
        ("f.text", TABLE),
        ("action", "extract:text"),
        ("pick.text", "0"),
    ];
    let shown = ines.send(&form, everyday, &fields).await?;
    assert_eq!(shown.status, 400);
    assert!(!shown.html.contains("Take only what this task needs"));
    let unproven = [
        ("f.note", TABLE),
        ("action", "extract:note"),
        ("pick.note", "0"),
    ];
    assert_eq!(ines.post(FORM, &unproven).await?.status, 403);
    let look = ines
        .send(&form, "/look/summarize-note", &[("f.note", TABLE)])
        .await?;
    let told: serde_json::Value = serde_json::from_str(&look.html)?;
    assert_eq!(told.pointer("/exports/0/offer"), Some(&true.into()));
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    assert_eq!(
        sent_by_stranger(&mut maya).await?,
        404,
        "the task is not open to them"
    );
    assert!(taken(&app).await?.is_empty());
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}

async fn sent_by_stranger(maya: &mut Browser<'_>) -> Result<u16> {
    let home = maya.get("/").await?;
    let fields = [
        ("f.note", TABLE),
        ("action", "extract:note"),
        ("pick.note", "0"),
    ];
    Ok(maya.send(&home, FORM, &fields).await?.status)
}
