//! Training at the pages: what somebody passes there is the record that decides about their next request.

use anteroom_audit::Word;
use anteroom_office::training::{Completion, Course, Module};
use anteroom_policy::Role;
use anteroom_testkit::{Answer, App, Browser, OnFile, Shown};
use anyhow::{Context as _, Result};
use jiff::civil::date;

const NOTE: &str = "Harriet Lindgren, phone 614-555-0142, has had a cough for 3 days.";

/// A request with patient text, from the key of the person `maya`.
async fn ask(app: &App) -> Result<Answer> {
    app.ask_for("prior_authorization_letter", "m-echo", NOTE)
        .await
}

/// The answers to a lesson's first questions: the right ones, or those after them.
fn answers(module: &'static Module, right: bool) -> Vec<(String, String)> {
    let asked = module.questions_of(0);
    asked
        .map(|question| {
            let all = 0..question.choices.len();
            let choice = all.clone().find(|at| question.is_right(*at) == right);
            (
                format!("q.{}", question.id),
                choice.unwrap_or(0).to_string(),
            )
        })
        .collect()
}

/// Sends somebody's answers.
async fn take(who: &mut Browser<'_>, module: &'static Module, right: bool) -> Result<Shown> {
    let path = format!("/training/{}/quiz", module.id);
    let quiz = who.get(&path).await?;
    let answers = answers(module, right);
    let fields: Vec<(&str, &str)> = answers.iter().map(|(q, a)| (&**q, &**a)).collect();
    who.send(&quiz, &path, &fields).await
}

fn named(id: &str) -> Result<&'static Module> {
    Module::named(id)?.context("no such lesson")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untrained_person_is_refused_passes_in_the_browser_and_the_next_request_goes()
-> Result<()> {
    let app = App::start().await?;
    OnFile::record(&app, date(2999, 12, 31)).await?;
    assert_eq!(
        ask(&app).await?.status,
        200,
        "trained by the practice's own course"
    );
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let console = dana.get("/console/training").await?;
    let says = "nobody opens a task before they pass the 60-second rules";
    assert!(console.html.contains(says), "{}", console.html);
    assert_eq!(
        dana.send(&console, "/console/training/use", &[])
            .await?
            .status,
        303
    );

    let refused = ask(&app).await?;
    assert_eq!(refused.status, 403, "{}", refused.text);
    assert!(
        refused.text.contains("user_training_missing"),
        "{}",
        refused.text
    );
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    let home = maya.get("/").await?;
    assert!(
        home.html.contains("There are 6 lessons for you to take."),
        "{}",
        home.html
    );
    for task in ["/tasks/summarize-note", "/tasks/plain-language"] {
        let closed = maya.get(task).await?;
        assert_eq!(closed.status, 403, "{task}");
        assert!(closed.html.contains("60-second rules first"), "{task}");
    }

    for module in Module::shipped()? {
        assert_eq!(ask(&app).await?.status, 403, "before {}", module.id);
        let passed = take(&mut maya, module, true).await?;
        assert!(passed.html.contains("You passed"), "{}", passed.html);
    }
    assert_eq!(ask(&app).await?.status, 200, "the very next request");
    assert_eq!(maya.get("/tasks/summarize-note").await?.status, 200);
    assert!(!maya.get("/").await?.html.contains("for you to take"));
    let certificate = maya.get("/training/certificate").await?;
    assert!(certificate.html.contains("Maya Ortiz"));
    let number = certificate.html.split("class=\"mono\">").nth(1);
    let number = number
        .and_then(|rest| rest.split('<').next())
        .context("no number")?;
    assert_eq!(number.len(), 14);
    assert!(dana.get("/console/training").await?.html.contains(number));
    let csv = dana.get("/console/training/roster.csv").await?;
    assert!(
        csv.html.contains(number) && csv.html.contains("\"100\""),
        "{}",
        csv.html
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_first_course_is_on_file_nothing_leaves_and_all_are_told_what_to_do()
-> Result<()> {
    let app = App::start().await?;
    OnFile::without_courses(&app, date(2999, 12, 31)).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    let refused = ask(&app).await?;
    assert_eq!(refused.status, 403, "{}", refused.text);
    let closed = maya.get("/tasks/summarize-note").await?;
    assert_eq!(closed.status, 403);
    let what = "Your practice manager turns the lessons on";
    assert!(closed.html.contains(what) && closed.html.contains("Go to training"));
    assert!(maya.get("/").await?.html.contains(what));
    let list = maya.get("/training").await?.html;
    assert!(list.contains("No course is on file here yet."), "{list}");
    for (path, says) in [
        ("/console", "No course is on file for Maya Ortiz"),
        ("/console/training", "<h2>No course is on file</h2>"),
        (
            "/console/readiness/training",
            "1 of 1 has no course to take",
        ),
    ] {
        let shown = dana.get(path).await?.html;
        assert!(shown.contains(says), "{path}: {shown}");
    }
    let lesson = named("lesson-what-counts")?;
    let alone = take(&mut maya, lesson, true).await?.html;
    assert!(alone.contains("It is not on record"), "{alone}");
    take(&mut dana, lesson, false).await?;
    let page = dana.get("/console/training").await?.html;
    assert!(
        page.contains("No course is on file"),
        "a failed try: {page}"
    );
    take(&mut dana, lesson, true).await?;
    let page = dana.get("/console/training").await?.html;
    assert!(!page.contains("No course is on file"), "{page}");
    assert!(!maya.get("/").await?.html.contains(what));
    assert_eq!(ask(&app).await?.status, 403, "not before the rest is taken");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_course_is_sent_to_who_can_put_one_on_file() -> Result<()> {
    let app = App::start().await?;
    let on_file = OnFile::record(&app, date(2999, 12, 31)).await?;
    let for_billers = |course: &mut Course| course.roles = vec![Word::lossy("biller")];
    on_file.change::<Course>("basics", for_billers).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    assert_eq!(ask(&app).await?.status, 403);
    let closed = maya.get("/tasks/summarize-note").await?;
    assert_eq!(closed.status, 403);
    let what = "No course is on file for your work";
    assert!(closed.html.contains(what), "{}", closed.html);
    assert!(!closed.html.contains("Go to training"), "nothing to take");
    for path in ["/", "/training"] {
        assert!(maya.get(path).await?.html.contains(what), "{path}");
    }
    let page = dana.get("/console/training").await?.html;
    assert!(page.contains("for the work of Maya Ortiz"), "{page}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn training_that_ran_out_closes_the_task_with_its_words() -> Result<()> {
    let app = App::start().await?;
    let on_file = OnFile::record(&app, date(2999, 12, 31)).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    assert_eq!(maya.get("/tasks/summarize-note").await?.status, 200);
    let long_ago = |taken: &mut Completion| taken.on = date(2021, 3, 1);
    on_file.change::<Completion>("maya.1", long_ago).await?;
    let refused = ask(&app).await?;
    assert_eq!(refused.status, 403);
    assert!(
        refused.text.contains("user_training_expired"),
        "{}",
        refused.text
    );
    let closed = maya.get("/tasks/summarize-note").await?;
    assert_eq!(closed.status, 403);
    assert!(closed.html.contains("Your training is out of date."));
    let home = maya.get("/").await?;
    assert!(
        home.html.contains("Training is overdue since Mar 1, 2022."),
        "{}",
        home.html
    );
    assert!(
        home.html.contains("href=\"/tasks/patient-handout\""),
        "general texts go on"
    );
    let open = maya.get("/tasks/patient-handout").await?;
    let posted = maya
        .send(
            &open,
            "/tasks/summarize-note",
            &[("f.note", NOTE), ("f.purpose", "quality")],
        )
        .await?;
    assert_eq!(posted.status, 403, "nor by a form that was open before");
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_answers_are_explained_open_nothing_and_may_be_tried_again() -> Result<()> {
    let app = App::start().await?;
    let module = named("lesson-what-counts")?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let console = dana.get("/console/training").await?;
    dana.send(&console, "/console/training/use", &[]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let failed = take(&mut maya, module, false).await?;
    assert_eq!(failed.status, 200);
    assert!(failed.html.contains("0 of 5 answers are right"));
    assert!(
        failed.html.contains("Only the year may stay."),
        "the reason"
    );
    assert!(failed.html.contains("quiz?try=1"));
    let again = maya.get("/training/lesson-what-counts/quiz?try=1").await?;
    assert!(
        again.html.contains("Which of these points to one person?"),
        "another question"
    );
    let list = maya.get("/training").await?;
    assert!(list.html.contains("Not passed."));
    assert_eq!(maya.get("/training/certificate").await?.status, 403);

    let path = "/training/lesson-what-counts/quiz";
    let open = maya.send(&again, path, &[("q.age", "1")]).await?;
    assert_eq!(open.status, 400);
    assert!(open.html.contains("Please answer every question"));
    assert!(open.html.contains("name=\"q.age\" value=\"1\" checked"));
    assert_eq!(
        maya.post(path, &[("q.age", "1")]).await?.status,
        403,
        "no mark of ours"
    );
    assert_eq!(maya.get("/training/no-such-lesson").await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exercise_tells_word_by_word_and_keeps_nothing() -> Result<()> {
    let app = App::start().await?;
    let module = named("lesson-what-counts")?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let lesson = maya.get("/training/lesson-what-counts").await?;
    assert!(lesson.html.contains("18 kinds") && lesson.html.contains("164.514(b)(2)(i)"));
    let exercise = module.exercises.first().context("no exercise")?;
    let tokens = exercise.tokens();
    let all: Vec<String> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.spot.is_some())
        .map(|(at, _)| at.to_string())
        .collect();
    let mut fields = vec![("exercise", "0")];
    fields.extend(all.iter().map(|at| ("word", at.as_str())));
    let path = "/training/lesson-what-counts";
    let told = maya.send(&lesson, path, &fields).await?;
    assert!(told.html.contains("You found 4 of 4"), "{}", told.html);
    let told = maya
        .send(&lesson, path, &[("exercise", "0"), ("word", "0")])
        .await?;
    assert!(told.html.contains("You found 0 of 4"));
    assert!(told.html.contains("These point to nobody: Phone."));
    assert!(app.store.evidence("completion").await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_with_its_own_courses_decides_whether_ours_count() -> Result<()> {
    let app = App::start().await?;
    OnFile::record(&app, date(2999, 12, 31)).await?;
    let mut kit = Browser::of(&app, "kit", &[Role::FrontDesk]).await?;
    assert!(
        kit.get("/training")
            .await?
            .html
            .contains("do not count here")
    );
    let refused = take(&mut kit, named("lesson-what-counts")?, true).await?;
    assert_eq!(refused.status, 403);
    assert!(
        refused.html.contains("courses of its own"),
        "{}",
        refused.html
    );
    assert_eq!(ask(&app).await?.status, 200, "nobody else lost anything");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_seen_by_those_who_watch_and_changed_by_those_who_manage() -> Result<()> {
    let app = App::start().await?;
    let mut kit = Browser::of(&app, "kit", &[Role::FrontDesk]).await?;
    for path in ["/console/training", "/console/training/roster.csv"] {
        assert_eq!(kit.get(path).await?.status, 403, "{path}");
    }
    let page = kit.get("/training").await?;
    assert_eq!(
        kit.send(&page, "/console/training/use", &[]).await?.status,
        403
    );
    let mut aude = Browser::of(&app, "aude", &[Role::Auditor]).await?;
    let seen = aude.get("/console/training").await?;
    assert_eq!(seen.status, 200);
    assert!(!seen.html.contains("Use these lessons"));
    assert_eq!(
        aude.send(&seen, "/console/training/use", &[]).await?.status,
        403
    );
    let mut mara = Browser::of(&app, "mara", &[Role::Manager]).await?;
    assert_eq!(
        mara.post("/console/training/use", &[]).await?.status,
        403,
        "no mark of ours"
    );
    let seen = mara.get("/console/training").await?;
    assert_eq!(
        mara.send(&seen, "/console/training/use", &[]).await?.status,
        303
    );
    assert!(
        !mara
            .get("/console/training")
            .await?
            .html
            .contains("Use these lessons")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_somebody_adds_is_on_the_list_and_a_new_role_asks_again() -> Result<()> {
    let app = App::start().await?;
    let mut mara = Browser::of(&app, "mara", &[Role::Manager]).await?;
    let people = mara.get("/console/people").await?;
    for (id, name, role) in [
        ("kit", "Kit Arlo", "front_desk"),
        ("aude", "Aude Roe", "auditor"),
    ] {
        let fields = [("id", id), ("name", name), ("role", role)];
        let added = mara.send(&people, "/console/people", &fields).await?;
        assert_eq!(added.status, 200, "{}", added.html);
    }
    let list = mara.get("/console/training").await?;
    assert!(list.html.contains("Kit Arlo") && !list.html.contains("Aude Roe"));
    let roles = [("role", "front_desk"), ("role", "biller")];
    let changed = mara
        .send(&people, "/console/people/kit/roles", &roles)
        .await?;
    assert_eq!(changed.status, 303, "{}", changed.html);
    assert!(mara.get("/console/training").await?.html.contains("biller"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn exercises_fit_the_work_of_whoever_looks_and_are_judged() -> Result<()> {
    let app = App::start().await?;
    let path = "/training/lesson-what-counts";
    for (id, role, text, name) in [
        (
            "lee",
            Role::FrontDesk,
            "a text from the front desk",
            "Tebbe",
        ),
        (
            "ana",
            Role::MedicalAssistant,
            "a text from the exam room",
            "Renner",
        ),
        (
            "bo",
            Role::Biller,
            "a text from billing and coding",
            "4410-88213",
        ),
        (
            "ines",
            Role::LicensedClinician,
            "a text from a visit",
            "Ashworth",
        ),
        (
            "dana",
            Role::ComplianceOfficer,
            "a text from the compliance desk",
            "Lindqvist-Moe",
        ),
    ] {
        let mut who = Browser::of(&app, id, &[role]).await?;
        let page = who.get(path).await?;
        assert_eq!(page.html.matches("a text from").count(), 1, "{id}");
        assert!(page.html.contains(text) && page.html.contains(name), "{id}");
        let (_, rest) = page
            .html
            .split_once("id=\"exercise-")
            .context("no exercise")?;
        let (number, _) = rest.split_once('"').context("no number")?;
        let tried = who
            .send(&page, path, &[("exercise", number), ("word", "0")])
            .await?;
        assert_eq!(
            tried.html.matches("<h3>You found ").count(),
            1,
            "{id}: {}",
            tried.html
        );
    }
    let mut it = Browser::of(&app, "tom", &[Role::ItPartner]).await?;
    assert!(!it.get(path).await?.html.contains("a text from"));
    Ok(())
}
