//! Lists of patients in every form in which they are pasted, and what resembles them.

use crate::{Export, recognize};

/// First name, last name, birth date, record number.
const PEOPLE: [[&str; 4]; 5] = [
    ["Harriet", "Lindgren", "3/14/1961", "44821"],
    ["Tamsin", "Okonjo", "2/4/1971", "48291"],
    ["Bo", "Wu", "11/5/1980", "50317"],
    ["Mei", "Castellano", "7/19/1948", "39006"],
    ["Arlo", "Fitzgerald", "12/1/2004", "61150"],
];

fn all(record: impl Fn([&str; 4]) -> String) -> String {
    PEOPLE.map(record).concat()
}

#[test]
fn lists_of_patients() {
    for (form, text) in [
        ("YAML", all(|[first, last, day, number]| format!("- name: {first} {last}\n  dob: {day}\n  mrn: \"{number}\"\n"))),
        ("YAML in one line each", all(|[first, last, day, number]| format!("- {{name: {first} {last}, dob: {day}, mrn: {number}}}\n"))),
        ("CSV", all(|[first, last, day, number]| format!("{first} {last},{day},{number}\n"))),
        ("CSV, last name first", all(|[first, last, day, number]| format!("\"{last}, {first}\",{number},{day},F\n"))),
        ("TSV", all(|[first, last, day, number]| format!("{number}\t{last}\t{first}\t{day}\n"))),
        ("pipes", all(|[first, last, day, number]| format!("{first} {last}|{day}|{number}\n"))),
        ("Markdown", format!("| Name | DOB | MRN |\n|---|---|---|\n{}", all(|[first, last, day, number]| format!("| {first} {last} | {day} | {number} |\n")))),
        ("fixed columns", all(|[first, last, day, number]| format!("{last:<14}{first:<12}{day:<12}{number}\n"))),
        ("fixed columns, capitals, eight digits", all(|[first, last, day, number]| {
            let [month, day, year] = day.split('/').collect::<Vec<_>>().try_into().unwrap();
            format!("{number:<8}{:<14}{:<12}{year}{month:0>2}{day:0>2}\n", last.to_uppercase(), first.to_uppercase())
        })),
        ("HTML", format!("<table>\n{}</table>", all(|[first, last, day, number]| format!("<tr>\n<td>{first} {last}</td>\n<td>{day}</td>\n<td><b>{number}</b></td>\n</tr>\n")))),
        ("HTML list", all(|[first, last, day, _]| format!("<li>{first} {last} ({day})</li>"))),
        ("HTML with a header", "<table><tr><th>Patient</th><th>DOB</th></tr><tr><td>Bo Wu</td><td>3/5/1980</td></tr><tr><td>Mei Lind</td><td>4/6/1990</td></tr></table>".to_owned()),
        ("SQL", format!("INSERT INTO patients VALUES {};", all(|[first, last, day, number]| format!("({number}, '{first}', '{last}', '{day}'), ")))),
        ("SQL with columns", "insert into people (first_name, last_name, dob) values ('Bo', 'Wu', '1980-03-05'),\n('Mei', 'O''Lind', '1990-04-06');".to_owned()),
        ("SQL statements", all(|[first, last, day, number]| format!("INSERT INTO patients (id, name, born) VALUES ({number}, '{first} {last}', '{day}');\n"))),
        ("numbered", all(|[first, last, day, number]| format!("{}. {first} {last}, DOB {day}, MRN {number} ", number.len()))),
        ("numbered, without labels", all(|[first, last, day, number]| format!("{}) {first} {last} {day} {number}\n", number.len()))),
        ("blocks", all(|[first, last, _, _]| format!("Patient: {first} {last}\nReason: follow-up\nPlan: labs\n\n"))),
        ("blocks with numbers", all(|[first, last, day, number]| format!("{first} {last}\nDate of birth: {day}\nMRN #{number}\n\n"))),
        ("columns", ["Names", "DOBs", "MRNs"].iter().zip([
            PEOPLE.map(|[first, last, ..]| format!("{first} {last}")),
            PEOPLE.map(|[_, _, day, _]| day.to_owned()),
            PEOPLE.map(|[_, _, _, number]| number.to_owned()),
        ]).map(|(label, values)| format!("{label}: {}\n", values.join(", "))).collect()),
        ("JSON lines", all(|[first, last, day, _]| format!("{{\"n\":\"{first} {last}\",\"d\":\"{day}\"}}\n"))),
        ("JSON lines with known keys", all(|[first, last, day, _]| format!("{{\"name\":\"{first} {last}\",\"dob\":\"{day}\"}}\n"))),
        ("XML", all(|[first, last, day, number]| format!("<person id=\"{number}\"><name>{first} {last}</name><birthDate>{day}</birthDate></person>"))),
        ("written-out months", PEOPLE.iter().zip(["March 14, 1961", "4 Feb 1971", "Nov 5 1980", "July 19, 1948", "1 Dec 2004"]).map(|([first, last, ..], day)| format!("- {first} {last}, {day}\n")).collect()),
    ] {
        for text in [text.clone(), format!("Whom should we call?\n\n{text}\nPlease sort them.")] {
            assert_eq!(recognize(&text), Some(Export::PatientTable), "{form}: {text}");
        }
    }
}

#[test]
fn what_resembles_them() {
    for (what, text) in [
        (
            "medications",
            "Harriet Lindgren, DOB 3/14/1961\n1. Metoprolol Succinate 50 mg, started 3/14/2011\n2. Insulin Glargine 20 units, started 4/1/1999\n3. Folic Acid 1 mg, 5/2/2021\n4. Lisinopril 10 mg, 6/3/2002\n5. Potassium Chloride 20 mEq, 7/4/2022\n6. Aspirin 81 mg, 1/1/1995",
        ),
        (
            "labs over time",
            "MRN 44821\nDate,Test,Value\n3/14/2021,Total Cholesterol,180\n4/1/2010,Total Cholesterol,190\n5/2/2022,Total Cholesterol,170\n6/3/2002,Total Cholesterol,175\n7/4/2023,Total Cholesterol,172",
        ),
        (
            "lab panel",
            "| Test | Date | Value |\n|---|---|---|\n| Blood Glucose | 3/14/2021 | 105 |\n| Total Cholesterol | 3/14/2021 | 180 |\n| Serum Sodium | 3/14/2021 | 140 |\n| Platelet Count | 3/14/2021 | 250000 |\n| Free Thyroxine | 3/14/2021 | 1.1 |",
        ),
        (
            "problem list",
            "Essential Hypertension, 3/14/2010\nType 2 Diabetes, 4/1/2015\nMigraine Headache, 5/2/1999\nObesity, 6/3/2020\nPlantar Fasciitis, 7/4/2017\nAnxiety Disorder, 1/1/2001\nGERD, 2/2/2002",
        ),
        (
            "question about FHIR",
            "A Patient has a Schedule with Slots and an Appointment. Which FHIR resource, a Bundle or a List, holds five Patients, and what are \"resourceType\", Patient.birthDate and identifier MRN?",
        ),
        (
            "billing codes",
            "code,description,fee\n99213,Office Visit Established,125.00\n99214,Office Visit Detailed,180.00\n87880,Strep Test,25.00\n90686,Flu Vaccine,40.00\n80061,Lipid Panel,35.00\n93000,Electrocardiogram Complete,60.00",
        ),
        (
            "charges",
            "Office Visit,1/4/2024,99213\nStrep Test,1/4/2024,87880\nFlu Vaccine,2/6/2024,90686\nLipid Panel,3/8/2024,80061\nVision Screening,4/9/2024,99173\nHearing Test,4/9/2024,92551",
        ),
        (
            "bibliography",
            "1. Lindgren H, Okonjo T. Falls in Older Adults. J Gen Med. 2019;34(5):123-9. PMID: 30123456\n2. Wu B. Statin Use. Lancet. 2004;12:1-9. PMID: 15123456\n3. Castellano M. Cough. BMJ. 1998;1:2. PMID: 9123456\n4. Fitzgerald A, Lind M. Sleep. Chest. 2021;9:8. PMID: 33123456\n5. Harriet Lindgren. Primary Care. New York: Elm; 1985. ISBN 0306406152",
        ),
        (
            "phone extensions",
            "Harriet Lindgren x4482\nTamsin Okonjo x4829\nBo Wu x5031\nMei Castellano x3900",
        ),
        (
            "more phone extensions",
            "Harriet Lindgren, Billing, ext. 4482\nTamsin Okonjo, Nursing, ext. 4829\nBo Wu, Front Desk, ext. 5031\nMei Castellano, Lab, ext. 3900\nArlo Fitzgerald, Records, ext. 6115\nTed Moss, X-Ray, ext. 6116",
        ),
        (
            "provider directory",
            "Name|Cred|Office|Phone\nLindgren, Harriet|MD|Dayton|404-555-0110\nOkonjo, Tamsin|NP|Akron|404-555-0111\nWu, Bo|DO|Toledo|404-555-0182\nCastellano, Mei|MD|Dayton|404-555-0147\nFitzgerald, Arlo|MD|Akron|404-555-0190",
        ),
        (
            "family history",
            "Mother: Breast Cancer, died 3/14/2001\nFather: Myocardial Infarction, 4/1/1989\nBrother: Type 2 Diabetes\nSister: Ovarian Cancer, 5/2/2011\nGrandfather: Colon Cancer, 6/3/1975\nGrandmother: Alzheimer Disease, 7/4/1999",
        ),
        (
            "household",
            "Name     Birthday   Relation\nTamsin   2/4/1971   self\nBo       3/5/1980   husband\nMei      4/6/2010   daughter\nArlo     5/7/2014   son\n",
        ),
        (
            "immunizations",
            "Patient: Harriet Lindgren, DOB 3/14/1961, MRN 44821\nVaccine,Date,Lot\nOral Polio,5/14/1961,\nMeasles Mumps Rubella,6/1/1962,A1234\nHepatitis B,3/1/1990,B44821\nTetanus Toxoid,4/2/1999,C44822\nYellow Fever,5/3/2005,D44823\nHerpes Zoster,6/4/2021,E44824\nPneumococcal Conjugate,7/5/2022,F44825",
        ),
        (
            "visits of one patient",
            "Harriet Lindgren 3/14/2021 cough\nHarriet Lindgren 4/1/2010 rash\nHarriet Lindgren 5/2/2022 check\nHarriet Lindgren 6/3/2002 fall\nHarriet Lindgren 7/4/2023 flu shot",
        ),
        (
            "visits to several clinicians",
            "3/14/2021 seen by Dr. Harriet Lindgren\n4/1/2021 seen by Dr. Tamsin Okonjo\n5/2/2021 seen by Dr. Bo Wu\n6/3/2021 seen by Dr. Mei Castellano\n7/4/2021 seen by Dr. Arlo Fitzgerald",
        ),
        (
            "on call",
            "Harriet Lindgren 11/2/2026\nTamsin Okonjo 11/9/2026\nBo Wu 11/16/2026\nMei Castellano 11/23/2026\nArlo Fitzgerald 11/30/2026",
        ),
        (
            "source code",
            "struct Patient { name: String, dob: Date, mrn: u32 }\nlet a = Patient { name: read(), dob: row[1], mrn: 10234 };\nassert_eq!(parse(\"Patient\"), Ok(Kind::Patient));\nINSERT INTO patients (name, dob, mrn) VALUES (?, ?, ?);\nSELECT name, dob FROM patients WHERE mrn = 44821;",
        ),
        (
            "changelog",
            "## 0.2.1 (2009-01-02)\n- New Parser\n\n## 0.1.9 (2011-03-04)\n- Old Parser\n\n## 0.2.0 (2008-05-06)\n- First Release\n\n## 0.1.8 (2017-07-08)\n- Nothing Yet\n\n## 0.1.7 (2006-07-08)\n- Last Words\n\n## 0.1.6 (1996-01-01)\n- More Words\n\n## 0.1.5 (2001-01-01)\n- Even More\n- Impl `From<Vec<u8>>`",
        ),
        (
            "schema",
            "patient:\n  type: object\n  properties:\n    dob: {type: string}\n    mrn: {type: string}\n    name: {type: string}\n",
        ),
        (
            "placeholders",
            "1. [PATIENT_1], DOB [DATE_1], MRN [MRN_1]\n2. [PATIENT_2], DOB [DATE_2], MRN [MRN_2]\n3. [PATIENT_3], DOB [DATE_3], MRN [MRN_3]\n4. [PATIENT_4], DOB [DATE_4], MRN [MRN_4]\n5. [PATIENT_5], DOB [DATE_5], MRN [MRN_5]",
        ),
        (
            "holidays",
            "New Year, 1/1/2026\nMemorial Day, 5/25/2026\nIndependence Day, 7/4/2026\nLabor Day, 9/7/2026\nThanksgiving Day, 11/26/2026\nChristmas Day, 12/25/2026",
        ),
        (
            "conversation",
            "Doctor: How are you?\nPatient: Not great.\nDoctor: Since when?\nPatient: Monday\nPatient: It hurts Here\nPatient: Okay. Thanks.\nPatient: Sure\nPatient: Right. Bye.",
        ),
    ] {
        assert_eq!(recognize(text), None, "{what}: {text}");
    }
}
