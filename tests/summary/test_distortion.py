"""What may be left out of a passage, and what distorts it."""

from __future__ import annotations

import pytest

from newsbrief.summary.distortion import distortions

HARMLESS = [
    ("However, the mill closed in May.", "The mill closed in May."),
    ("The mill, founded in 1950, closed in May.", "The mill closed in May."),
    ("The mill has already closed its doors.", "The mill closed its doors."),
    ("On Tuesday the mill closed.", "The mill closed."),
    ("The mill closed on Tuesday, while the dairy hired 12 people.", "The mill closed on Tuesday."),
    ("The mill closed, which would cost the town 3 million.", "The mill closed."),
    ("The managing director Claire Roy resigned.", "Claire Roy resigned."),
    ("Despite a record year, the mill closed.", "The mill closed."),
    ("Ruined by debts, the mill closed.", "The mill closed."),
    ("The mill closed because flour was short.", "The mill closed."),
    ("In Lyon, the mill closed two workshops.", "The mill closed two workshops in Lyon."),
    ("According to the union, the mill will close.", "The mill will close, the union said."),
    ("The mill closed. It employed 40 people.", "The mill closed and employed 40 people."),
    ("It employed 40 people.", "Roymill employed 40 people."),
    ("The mill lost ten jobs, but it hired in spring.", "The mill lost 10 jobs."),
    ('Roy praised the mill: "It never failed us."', "Roy praised the mill."),
]


@pytest.mark.parametrize(("passage", "claim"), HARMLESS)
def test_a_sentence_may_leave_out_what_narrows_nothing(passage: str, claim: str) -> None:
    assert list(distortions(claim, _sentences(passage))) == []


DISTORTED = [
    # bounds and approximations
    ("Navalor will cut up to 340 jobs.", "Navalor will cut 340 jobs."),
    ("Navalor will cut at least 18 jobs.", "Navalor will cut 18 jobs."),
    ("Nearly 12,000 homes have no water.", "12,000 homes have no water."),
    ("Losses reached about 7 million euros.", "Losses reached 7 million euros."),
    ("Less than 2 litres flow out.", "More than 2 litres flow out."),
    ("The price rose to 5 euros.", "The price rose 5 euros."),
    ("The price rose by 5 euros.", "The price rose to 5 euros."),
    # parts of a whole
    ("Part of the growers lost their harvest.", "The growers lost their harvest."),
    ("Some growers lost their harvest.", "Growers lost their harvest."),
    ("A quarter of mothers will be paid.", "Mothers will be paid."),
    ("Only the mill in Lyon closed.", "The mill in Lyon closed."),
    ("Growers of apricots lost 60% of the harvest.", "Growers lost 60% of the harvest."),
    ("More than 60% evaporates, the rest feeds rivers.", "More than 60% feeds rivers."),
    # places and times that limit
    ("In the South-West, the drop reaches 30%.", "The drop reaches 30%."),
    ("The repair of ships stays in the north of the site.", "The repair of ships stays."),
    ("Sales to China fell by 20%.", "Sales fell by 20%."),
    ("After six months, protection drops to 34%.", "Protection drops to 34%."),
    ("The bonus is 3,000 euros for each employee.", "The bonus is 3,000 euros."),
    ("Sales, in Japan, rose by 2%.", "Sales rose by 2%."),
    ("North Varia sold its ships.", "Varia sold its ships."),
    # dates and years
    ("The panel meets on 3 or 10 October.", "The panel meets on 3 and 10 October."),
    ("The panel meets on 3 or 10 October.", "The panel meets on 10 October."),
    ("It lost 46 million in 2024, against a profit of 12 million in 2023.", "It lost 46 million in 2023."),
    ("The ruling is due by 28 November at the latest.", "The ruling is due on 28 November."),
    # clauses that restrict
    ("Growers who planted apricots lost money.", "Growers lost money."),
    ("The plan that the state refused is dead.", "The plan is dead."),
    # hedges
    ("The boss reportedly left France.", "The boss left France."),
    ("The mill could close.", "The mill will close."),
    ("The mill would cut 12 jobs.", "The mill cuts 12 jobs."),
    ("Navalor plans to buy the mill.", "Navalor buys the mill."),
    ("Navalor is considering a purchase of the mill.", "Navalor is a purchase of the mill."),
    ("Roy is accused of having faked the accounts.", "Roy faked the accounts."),
    ("Roy is on trial for fraud.", "Roy is sentenced for fraud."),
    ("The region promised to pay 8 million.", "The region paid 8 million."),
    # attributions
    ("According to the union, 12,000 marched.", "12,000 marched."),
    ("12,000 marched, according to the union.", "12,000 marched."),
    ("Roy said that the mill was safe.", "The mill was safe."),
    ("Roy claims that the mill is safe, but experts disagree.", "The mill is safe."),
    ("They believe that the mill will close.", "The mill will close."),
    ("A fire is the cause, experts estimate.", "A fire is the cause."),
    ("The union says that Roy will resign.", "Roy says that the union will resign."),
    # conditions and denials
    ("Navaltec will buy the mill if the state pays.", "Navaltec will buy the mill."),
    ("The region pays, provided that the mill stays open.", "The region pays."),
    ("The mill will close unless the bank pays.", "The mill will close."),
    ("The mill did not close.", "The mill closed."),
    ("The mill closed.", "The mill did not close."),
    ("The mill doesn't pay.", "The mill pays."),
    ("Wages rise, but not before 2027.", "Wages rise."),
    ("A raid is planned, but the mayor denies it.", "A raid is planned."),
    ("Exports fell, except to Japan.", "Exports fell."),
    # who did what to whom
    ("Northlake was sued by Voltar.", "Northlake sued Voltar."),
    ("Voltar was sued by Northlake.", "Voltar sued Northlake."),
    ("Northlake bought the recycler Voltar.", "Voltar bought the recycler Northlake."),
    ("The rivals of Claire Roy resigned.", "Claire Roy resigned."),
    ("One of its directors resigned.", "Its directors resigned."),
    ("Navalor and Navaltec will merge.", "Navalor will merge."),
    ("Roy was the head of the mill.", "Roy is the head of the mill."),
    ("The former Mayor Claire Roy resigned.", "The Mayor Claire Roy resigned."),
    ("The former Chief Accountant resigned.", "The Chief Accountant resigned."),
    ("Sales in South Varia fell.", "Sales in Varia fell."),
    # what follows would hang on something else
    ("According to the union, 4,000 marched; the police counted 1,700.", "According to the union, the police counted 1,700."),
    ("Roy wants a road, and free buses, which would cost 1 million.", "Roy wants a road, which would cost 1 million."),
    ("Roy wants a road, and free buses, which would cost 1 million.", "Roy wants a road would cost 1 million."),
    ("The lawyers see a burglary, which no inquiry has shown.", "The lawyers see a burglary."),
    ("Roy is accused of fraud, which he denies.", "Roy is accused of fraud."),
    ("The ruling comes no later than 28 November.", "The ruling comes no later than November."),
    ("Roy, who left Varia in 2023, is sought.", "Roy, Varia in 2023, is sought."),
    ("In Lyon, the mill closed, while the dairy in Varia hired.", "In Lyon, while the dairy in Varia hired."),
    ("Fines are due: 50 euros for each van.", "Fines are due for each van."),
    ("Thefts of weapons, ammunition, and bombs fell by 8%.", "Thefts of weapons and bombs fell by 8%."),
    ("The mill, Roy certifies, is safe.", "The mill is safe."),
    # words that the passage does not have
    ("The mill closed.", "The mill closed forever."),
    ("The minister was questioned.", "The ministry was questioned."),
    ("The mill closed. It had lost money.", "The mill closed because it had lost money."),
    ("Growers lost money.", "All growers lost money."),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "claim"), DISTORTED)
def test_a_sentence_that_distorts_its_passage_is_reported(passage: str, claim: str) -> None:
    assert list(distortions(claim, _sentences(passage)))


def test_a_reason_names_the_words() -> None:
    reasons = list(
        distortions("Navalor will cut 340 new jobs.", ["Navalor will cut up to 340 jobs."])
    )
    assert reasons == ['leaves out "up to"', 'adds "new"']


def _sentences(passage: str) -> list[str]:
    return [f"{part}." for part in passage.rstrip('."').replace('."', '"').split(". ")]
