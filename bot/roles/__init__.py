"""Giving roles and taking them back in the chat: by administrators, one person at a time.

Buttons carry a member's number and a short name of the branch; whatever they say, rights are read
again at every tap (`records.people.rights.may_give`).
"""
