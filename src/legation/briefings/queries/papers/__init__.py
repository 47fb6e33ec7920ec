"""The papers of one engagement, and what each of them holds for one reader."""

from legation.briefings.queries.papers.heading import PaperOrder
from legation.briefings.queries.papers.overview import PaperLine, PapersPage, papers_page
from legation.briefings.queries.papers.sheets import badges_paper, engagement_paper

__all__ = ["PaperLine", "PaperOrder", "PapersPage", "badges_paper", "engagement_paper", "papers_page"]
