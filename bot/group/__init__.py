"""What happens in a branch's group: how it is linked, what stands there, and what a tap does.

In the group nothing shows that anybody did anything: taps are answered by an alert to the one
who tapped, commands in private, and no message there is ever edited.
"""
