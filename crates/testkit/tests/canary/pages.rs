//! The patients' way through the pages: signed in, looked at, reviewed, sent, shown, taken away.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Patient, Script, Shown};
use anyhow::{Context as _, Result, ensure};
use reqwest::Method;

const TASK: &str = "/tasks/summarize-note";

/// What the model answers: everything that can be put back is in it.
const ANSWER: &str = "## Reason for visit\n- [PATIENT_1], born [DATE_1], with a cough. MRN [MRN_1], SSN [SSN_1].\n\n\
    ## Findings\n- Lungs clear. Call [PHONE_1] or [EMAIL_1].\n\n## Assessment as written\n- Viral bronchitis likely.\n\n\
    ## Plan as written\n- Fluids and rest.\n\n## Gaps\n- Smoking: not stated.\n";

/// What of a page is for nobody's eyes but the browser's: where it leads, and its headers.
fn around(shown: &Shown) -> String {
    format!("{} {:?}\n", shown.location, shown.headers)
}

/// Sends the patients' notes as a clinician does; gives addresses, headers and the texts of errors.
pub(super) async fn exercise(app: &App, patients: &[Patient]) -> Result<String> {
    app.upstream
        .force(Some(Script::Say(vec![ANSWER.to_owned()])));
    let mut told = String::new();
    let mut ines = Browser::of(app, "ines", &[Role::LicensedClinician]).await?;
    let mut olga = Browser::of(app, "olga", &[Role::LicensedClinician]).await?;
    for patient in patients {
        told += &worked(&mut ines, patient).await?;
        told += &asked_and_shared(&mut ines, &mut olga, patient).await?;
        told += &strayed(app, &mut ines, patient).await?;
    }
    app.upstream.force(None);
    Ok(told)
}

/// One note from the form to the Word file.
async fn worked(ines: &mut Browser<'_>, patient: &Patient) -> Result<String> {
    let note = patient.note();
    let form = ines.get(TASK).await?;
    let looked = ines
        .send(&form, "/look/summarize-note", &[("f.note", &note)])
        .await?;
    ensure!(looked.status == 200, "the preview: {}", looked.status);
    let fields = [
        ("f.note", &*note),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let typed = ines.send(&form, TASK, &fields).await?;
    let review = ines.get(&typed.location).await?;
    let said = [("read", "yes"), ("seen", review.hidden("seen")?)];
    let sent = ines.send(&review, &typed.location, &said).await?;
    ensure!(sent.status == 303, "not sent: {}", sent.status);
    let result = ines.get_finished(&sent.location).await?;
    for value in [
        &patient.family,
        &patient.birth,
        &patient.ssn,
        &patient.email,
    ] {
        ensure!(
            result.html.contains(value),
            "{value} was not put back: {}",
            result.html
        );
    }
    let mut told: String = [&looked, &typed, &review, &sent, &result]
        .map(around)
        .concat();
    for form in ["word", "pdf"] {
        told += &taken_away(ines, &format!("{}/{form}", sent.location)).await?;
    }
    Ok(told)
}

/// A note whose phone number somebody asks to let through, and that a colleague reads and copies.
async fn asked_and_shared(
    ines: &mut Browser<'_>,
    olga: &mut Browser<'_>,
    patient: &Patient,
) -> Result<String> {
    let (note, form) = (patient.note(), ines.get(TASK).await?);
    let fields = [("f.note", &*note), ("f.purpose", "quality")];
    let typed = ines.send(&form, TASK, &fields).await?;
    let run = typed.location.trim_end_matches("/review");
    let fields = [("words", &*patient.phone), ("why", &*note)];
    let asked = ines
        .send(&form, &format!("{run}/exception"), &fields)
        .await?;
    ensure!(asked.location.starts_with("/asked/"), "{}", asked.location);
    let shared = ines
        .send(&form, &format!("{run}/share"), &[("with", "olga")])
        .await?;
    let lent = run.replace("/runs/", "/shared/");
    let read = olga.get(&lent).await?;
    ensure!(read.html.contains(&patient.family), "it is not shared");
    let copied = olga.send(&read, &format!("{lent}/copy"), &[]).await?;
    ensure!(copied.status == 303, "not copied: {}", copied.status);
    Ok([&typed, &asked, &shared, &read, &copied]
        .map(around)
        .concat())
}

/// Takes a result away as a file; gives all of it but the file.
async fn taken_away(ines: &Browser<'_>, path: &str) -> Result<String> {
    let file = ines.request(Method::GET, path).send().await?;
    ensure!(file.status() == 200, "{path}: {}", file.status());
    let headers = file.headers().clone();
    let disposition = headers
        .get("content-disposition")
        .context("it is shown, not kept")?;
    ensure!(
        disposition.to_str()?.starts_with("attachment"),
        "{disposition:?}"
    );
    ensure!(file.bytes().await?.len() > 1000, "{path} is empty");
    Ok(format!("{path} {headers:?}\n"))
}

/// The patient where no patient belongs: in addresses, in the name at the door, in fields that no form has.
async fn strayed(app: &App, ines: &mut Browser<'_>, patient: &Patient) -> Result<String> {
    let Patient {
        family,
        ssn,
        mrn,
        email,
        ..
    } = patient;
    let home = ines.get("/").await?;
    let mut errors = Vec::new();
    for path in [
        format!("/runs/{mrn}"),
        format!("/runs/{mrn}/word"),
        format!("/nowhere/{ssn}?name={email}"),
    ] {
        errors.push(ines.get(&path).await?);
    }
    let odd = [("action", "create"), (&**family, &**ssn)];
    errors.push(ines.send(&home, &format!("/tasks/{mrn}"), &odd).await?);
    errors.push(ines.post(TASK, &odd).await?);
    let mut told = String::new();
    for error in &errors {
        ensure!(error.status >= 400, "{}: {}", error.status, error.location);
        told += &format!("{}{}\n", around(error), error.html);
    }
    let mut stranger = Browser::new(app)?;
    let entered = stranger
        .post("/sign-in", &[("name", &**email), ("passphrase", &**family)])
        .await?;
    ensure!(entered.location != "/", "nobody of that name is let in");
    Ok(told + &around(&entered))
}
