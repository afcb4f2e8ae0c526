WF0107_world
u a BC-NORLAND--Flood 2ndLd-Writethru    01-12 0410
^BC-NORLAND--Flood, 2nd Ld-Writethru,0400<
^River rises further<
^Eds: Updates with second bridge.<
^By ADA VERNE=
^Associated Press Writer=
	   TOLVIK, Norland (AP) _ The river rose further on Sunday and a second bridge was closed.
	   ``It's not over,'' the mayor said.
	   ^AP-WF-01-12-31 0710GMT<
